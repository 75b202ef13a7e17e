package io.streetward.tools.bench.density;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of this product's commands in a process of its own, so that its processor time and memory are its own too. */
final class ChildProgram implements AutoCloseable {
    private static final long TICKS_PER_SECOND = 100; // sysconf(_SC_CLK_TCK), the same on every Linux of today
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Process process;
    private final Path log;

    private ChildProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code streetward} with these arguments.
     *
     * @param log gets all its output
     */
    static ChildProgram start(Path log, List<String> javaOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.streetward.tools.Main"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ChildProgram(process, log);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The first line of its output that holds {@code text}, once there is one; null while there is none. */
    @Nullable
    String line(String text) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElse(null);
    }

    /** Its last words, for a message. */
    String lastLine() throws IOException {
        return Files.readAllLines(log).stream().reduce("", (a, b) -> b.isBlank() ? a : b);
    }

    /** Processor seconds used so far, user and system (proc(5), {@code /proc/PID/stat}). */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (double) (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_PER_SECOND;
    }

    /** Resident memory (proc(5), {@code /proc/PID/status}, VmRSS). */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
