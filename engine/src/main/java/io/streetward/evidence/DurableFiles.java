package io.streetward.evidence;

import io.streetward.seal.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that are there as a whole or not at all, also after a power cut. */
final class DurableFiles {
    private DurableFiles() {}

    /** A hidden neighbour to write to until the file is whole. */
    static Path partOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }

    static void write(Path target, ByteBuffer content) throws IOException {
        Path part = partOf(target);
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = content.duplicate();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        publish(part, target);
    }

    /** Gives a finished part its name: contents synced first, the name after. */
    static void publish(Path part, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(folderOf(target));
    }

    /** Makes a folder, syncing the name of each one made. */
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folderOf(folder);
            makeFolder(parent);
            Files.createDirectories(folder);
            syncFolder(parent);
        }
    }

    /** Removes what a killed writer left half written in a folder; nobody may be writing there. */
    static void removeParts(Path folder) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Deletes a folder with all in it; what is not there needs no deleting. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(folder)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    /** Lower-case hex. */
    static String sha256(Path file) throws IOException {
        return Hashes.sha256(file);
    }

    /** The folder that a file lies in. */
    static Path folderOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("there is no file system root " + path);
        }
        return parent;
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
