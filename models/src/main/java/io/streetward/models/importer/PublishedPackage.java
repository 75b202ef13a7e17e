package io.streetward.models.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.models.graph.ImportException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** An npm package unpacked in a folder: one that was there, or a temporary one that goes when this is closed. */
public final class PublishedPackage implements AutoCloseable {
    private static final String NPM_PREFIX = "npm:";
    /** Inside the archive, npm puts everything below this. */
    private static final String ARCHIVE_ROOT = "package/";

    private final Path folder;
    private final @Nullable Path temporary;
    private final String name;
    private final String version;

    private PublishedPackage(Path folder, @Nullable Path temporary) throws ImportException {
        this.folder = folder;
        this.temporary = temporary;
        JsonNode description = readDescription(folder.resolve("package.json"));
        this.name = description.path("name").asText();
        this.version = description.path("version").asText();
    }

    /**
     * Opens a source as the command line names it.
     *
     * @param source a folder with a {@code package.json}, a {@code .tgz} as npm packs it, or {@code npm:NAME@VERSION},
     *     which the npm client fetches
     * @throws ImportException when it is none of these, or cannot be fetched or unpacked
     */
    public static PublishedPackage open(String source) throws ImportException {
        return open(source, NpmClient.onPath());
    }

    /** Opens a source with an npm client of the caller's choice. */
    public static PublishedPackage open(String source, NpmClient npm) throws ImportException {
        if (source.startsWith(NPM_PREFIX)) {
            return fetch(source.substring(NPM_PREFIX.length()), npm);
        }
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            return new PublishedPackage(path, null);
        }
        if (Files.isRegularFile(path)) {
            Path temporary = temporaryFolder();
            return closingOnFailure(temporary, () -> unpack(path, temporary));
        }
        throw new ImportException(
                source + ": no such file or folder, expected an npm package's folder, its .tgz, or npm:NAME@VERSION");
    }

    /** Where its files lie. */
    public Path folder() {
        return folder;
    }

    /** Name and version as {@code npm:NAME@VERSION}. */
    public String coordinates() {
        return NPM_PREFIX + name + "@" + version;
    }

    @Override
    public void close() {
        if (temporary != null) {
            delete(temporary);
        }
    }

    private static PublishedPackage fetch(String spec, NpmClient npm) throws ImportException {
        if (spec.lastIndexOf('@') <= 0) {
            throw new ImportException(NPM_PREFIX + spec + ": has no version, expected npm:NAME@VERSION");
        }
        Path temporary = temporaryFolder();
        return closingOnFailure(temporary, () -> unpack(npm.pack(spec, temporary), temporary));
    }

    private static PublishedPackage unpack(Path archive, Path into) throws IOException, ImportException {
        Path root = into.resolve(ARCHIVE_ROOT).normalize();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (entry.isFile() && target.startsWith(root)) { // nothing may reach outside
                    Files.createDirectories(parent(target));
                    Files.copy(tar, target);
                }
            }
        }
        return new PublishedPackage(root, into);
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " has no parent");
        }
        return parent;
    }

    private static JsonNode readDescription(Path file) throws ImportException {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ImportException(file + ": cannot be read, expected an npm package's description: " + e, e);
        }
    }

    private static Path temporaryFolder() throws ImportException {
        try {
            return Files.createTempDirectory("streetward-import");
        } catch (IOException e) {
            throw new ImportException("no temporary folder can be made: " + e, e);
        }
    }

    private static PublishedPackage closingOnFailure(Path temporary, Opening opening) throws ImportException {
        boolean opened = false;
        try {
            PublishedPackage result = opening.open();
            opened = true;
            return result;
        } catch (IOException e) {
            throw new ImportException("the package cannot be unpacked: " + e, e);
        } finally {
            if (!opened) {
                delete(temporary);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(folder + " cannot be removed", e);
        }
    }

    private interface Opening {
        PublishedPackage open() throws IOException, ImportException;
    }
}
