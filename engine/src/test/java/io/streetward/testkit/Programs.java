package io.streetward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Outside programs that tests run, such as ffmpeg: whether they are there, and one run of them. */
public final class Programs {
    private Programs() {}

    /** Skips the calling test, by name, where a program is not on the PATH. */
    public static void assumeOnPath(String program) {
        Assumptions.assumeTrue(onPath(program), "skipped: needs " + program + " on PATH");
    }

    /** Tells whether a program is on the PATH. */
    public static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a program left behind.
     *
     * @param exitCode exit status
     * @param out standard output, as UTF-8
     * @param err standard error, as UTF-8
     */
    public record Result(int exitCode, String out, String err) {

        /** Returns the standard output, or fails with the error output when the exit status is not 0. */
        public String orFail() {
            if (exitCode != 0) {
                throw new IllegalStateException("exit status " + exitCode + "\n" + err);
            }
            return out;
        }
    }

    /** Runs a program to its end, standard input closed; one that takes too long is killed and fails the test. */
    public static Result run(Duration limit, List<String> command) {
        try {
            Path out = Files.createTempFile("streetward-out-", ".txt");
            Path err = Files.createTempFile("streetward-err-", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                    throw new IllegalStateException(
                            "took longer than " + limit + ": " + command + "\n" + Files.readString(err, UTF_8));
                }
                return new Result(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    /** Runs a program to its end, standard input closed, within a minute. */
    public static Result run(String... command) {
        return run(Duration.ofMinutes(1), List.of(command));
    }
}
