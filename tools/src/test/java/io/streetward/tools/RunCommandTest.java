package io.streetward.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.codec.FfmpegCli;
import io.streetward.testkit.GstRtspServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunCommandTest {
    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(90);

    @TempDir
    Path folder;

    @Test
    void sigtermEndsAnEngineWithALiveCameraCleanly() throws Exception {
        GstRtspServer.assumeAvailable();
        FfmpegCli.assumePresent();
        Path clip = FfmpegCli.testClip(folder, "libx264", 4, 0);
        Path log = folder.resolve("engine.log");
        try (GstRtspServer server = GstRtspServer.start(Map.of("a", clip))) {
            Path config = folder.resolve("streams.yaml");
            Files.writeString(
                    config,
                    "site: {id: test}\nserver: {port: 0}\ncameras:\n  - id: cam\n    url: " + server.uri("a") + "\n");
            Process engine = Streetward.start(
                    log,
                    "run",
                    "-c",
                    config.toString(),
                    "--data",
                    folder.resolve("data").toString());
            try {
                awaitText(log, "LIVE");
                long start = System.nanoTime();
                engine.destroy();
                assertThat(engine.waitFor(20, TimeUnit.SECONDS)).isTrue();
                LoggerFactory.getLogger(getClass()).info("stopped in {} ms", (System.nanoTime() - start) / 1_000_000);
                assertThat(engine.exitValue()).isZero();
                assertThat(Files.readString(log)).contains("stopped").doesNotContain("ERROR");
            } finally {
                engine.destroyForcibly();
            }
        }
    }

    @Test
    void aBrokenConfigurationIsRefusedWithItsPlace() throws Exception {
        Path config = folder.resolve("streams.yaml");
        Files.writeString(config, "site: {id: test}\ncamera: []\n");
        Path log = folder.resolve("out.log");
        Process engine = Streetward.start(log, "run", "-c", config.toString());
        assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.exitValue()).isEqualTo(1);
        assertThat(Files.readString(log))
                .contains("streams.yaml:2:1: camera: unknown key \"camera\". Did you mean \"cameras\"?");
    }

    @Test
    void plateWeightsThatAreNotFetchedYetAreSaidWithTheCommandThatFetchesThem() throws Exception {
        Path config = folder.resolve("streams.yaml");
        Files.writeString(
                config,
                "site: {id: test}\nserver: {port: 0}\nmodels: {bundlesDir: " + folder.resolve("bundles")
                        + "}\nplates: {bundle: plates-ppocrv4}\n"
                        + "cameras:\n  - id: cam\n    url: rtsp://127.0.0.1:1/none\n");
        Path log = folder.resolve("out.log");
        Process engine = Streetward.start(
                log,
                "run",
                "-c",
                config.toString(),
                "--data",
                folder.resolve("data").toString());
        try {
            assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.exitValue()).isEqualTo(1);
            assertThat(Files.readString(log)).contains("tools/streetward models fetch plates-ppocrv4");
        } finally {
            engine.destroyForcibly();
        }
    }

    @Test
    void wrongUsageIsTwo() throws Exception {
        Process engine = Streetward.start(folder.resolve("out.log"), "run");
        assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.exitValue()).isEqualTo(2);
    }

    private static void awaitText(Path log, String text) throws Exception {
        long end = System.nanoTime() + START_LIMIT_NANOS;
        while (!Files.exists(log) || !Files.readString(log).contains(text)) {
            assertThat(System.nanoTime())
                    .as("waiting for " + text + " in " + log)
                    .isLessThan(end);
            Thread.sleep(100);
        }
    }
}
