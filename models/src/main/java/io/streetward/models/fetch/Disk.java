package io.streetward.models.fetch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Tells trouble with the disk from trouble with the network, and says what to do about it. */
final class Disk {
    private Disk() {}

    interface Step<T> {
        T run() throws IOException;
    }

    /** Runs a step that touches the disk only. */
    static <T> T at(Path path, Step<T> step) throws FetchException {
        try {
            return step.run();
        } catch (IOException e) {
            throw new FetchException(
                    path + ": " + reason(e) + ", expected a folder that this user may write to and"
                            + " that has room; another can be given with --bundles",
                    e);
        }
    }

    interface Action {
        void run() throws IOException;
    }

    /** Runs a step that yields nothing. */
    static void change(Path path, Action action) throws FetchException {
        at(path, () -> {
            action.run();
            return path;
        });
    }

    static void createFolder(Path folder) throws FetchException {
        at(folder, () -> Files.createDirectories(folder));
    }

    static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Java's file exceptions carry the path as their message and the reason in their name, or beside it. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e instanceof FileSystemException ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
    }
}
