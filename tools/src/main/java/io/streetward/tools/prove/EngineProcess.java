package io.streetward.tools.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code streetward run} as a process of its own, to be killed. */
final class EngineProcess implements AutoCloseable {
    private static final Pattern ON_RECORD = Pattern.compile("case (\\S+): .* on record \\d+ ms after");
    private static final int STOP_S = 20;

    private final Process process;

    private EngineProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts an engine on the classes of this one.
     *
     * @param log its words are added to this file
     * @param secrets variables of its environment
     */
    static EngineProcess start(Path config, Path data, Path log, Map<String, String> secrets) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.streetward.tools.Main",
                "run",
                "-c",
                config.toString(),
                "--data",
                data.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(secrets);
        return new EngineProcess(builder.start());
    }

    /** Waits; true when it ended by itself, which it should not. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGKILL: no hook runs, no buffer is written. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, as an administrator ends it. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
            kill();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Ids of cases that the engines said were on record. */
    static Set<String> saidOnRecord(Path log) throws IOException {
        Set<String> ids = new TreeSet<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(ON_RECORD::matcher).filter(Matcher::find).forEach(found -> ids.add(found.group(1)));
        }
        return ids;
    }
}
