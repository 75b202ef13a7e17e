package io.streetward.tools.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written at the end of long work. */
public final class OutputFile {
    private OutputFile() {}

    /**
     * Finds out beforehand whether a file can be written; leaves what is in it.
     *
     * @throws IOException naming it when it cannot
     */
    public static void require(Path file) throws IOException {
        try {
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
