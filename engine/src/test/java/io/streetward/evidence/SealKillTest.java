package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.seal.BundleReport;
import io.streetward.seal.VerifyReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealKillTest {
    private static final int ROUNDS = 4;

    /** About the time of one seal, so that a kill falls anywhere within one. */
    private static final int WITHIN_MS = 200;

    @TempDir
    Path data;

    @Test
    void afterKillMinusNineEveryBundleVerifiesOrIsCompleted() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(sealAndKill("r" + round, 2, random.nextInt(WITHIN_MS)));
        }

        try (SealingRig rig = new SealingRig(data)) {
            rig.recover();

            VerifyReport report = rig.verify();
            assertThat(report.findings()).as("seed %d", seed).isEmpty();
            assertThat(report.bundles()).extracting(BundleReport::name).containsAll(acknowledged);
            assertThat(report.bundles())
                    .hasSameSizeAs(rig.book.latest(Integer.MAX_VALUE)); // every case on record, sealed once
            assertThat(rig.book.seals().unwritten()).isEmpty();
        }
    }

    /** Kills the process some time after it has sealed {@code cases}; returns all it acknowledged. */
    private List<String> sealAndKill(String prefix, int cases, int thenMs) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SealingProcess.class.getName(),
                        data.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("sealed ")) {
                    said.add(line.substring("sealed ".length()));
                    if (said.size() == cases) {
                        CompletableFuture.delayedExecutor(thenMs, TimeUnit.MILLISECONDS)
                                .execute(() -> process.toHandle().destroyForcibly());
                    }
                }
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).hasSizeGreaterThanOrEqualTo(cases);
        return said;
    }
}
