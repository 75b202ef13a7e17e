package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.media.StreamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where things lie in the data folder.
 *
 * <pre>
 * cases/2026-11-24/20261124-040040-3ZK7Q/     one folder a case, by the UTC day of filing
 * cases/2026-11-24/key-00000017/              from there on the site signs with another key
 * keys/                                       the site's own key; see SiteKey
 * spool/gate-east/20261124T035900.123456Z/    what is being recorded, by camera and start of the engine
 * </pre>
 *
 * @param data the data folder
 */
public record DataFolders(Path data) {
    private static final DateTimeFormatter RUN = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The folder of a case; may not exist yet. */
    public Path caseFolder(CaseFile file) {
        return dayFolder(LocalDate.ofInstant(file.filedAt(), ZoneOffset.UTC))
                .resolve(file.id().value());
    }

    /** The folder of a day's cases; may not exist yet. */
    Path dayFolder(LocalDate day) {
        return data.resolve("cases").resolve(day.toString());
    }

    /** Where the site's key is; may not exist yet. */
    public Path keys() {
        return data.resolve("keys");
    }

    /** A camera's spool for one run of the engine, which began at {@code start}; may not exist yet. */
    Path spoolFolder(StreamId camera, Instant start) {
        return spools().resolve(camera.value()).resolve(RUN.format(start));
    }

    Path spools() {
        return data.resolve("spool");
    }

    /** A camera's spools that are there, newest first. */
    List<Path> spoolFolders(StreamId camera) throws IOException {
        Path folder = spools().resolve(camera.value());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(Files::isDirectory)
                    .sorted((a, b) -> b.compareTo(a))
                    .toList();
        }
    }
}
