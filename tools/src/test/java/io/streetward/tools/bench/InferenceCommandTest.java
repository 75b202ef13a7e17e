package io.streetward.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InferenceCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void measuresAllLayersInOneRunAndWritesTheirRatios() throws Exception {
        Path json = folder.resolve("bench.json");
        assertThat(bench("--bundle", "centernet-mobilenetv3", "--batch", "2", "--seconds", "1", "--json", "" + json))
                .as(err.toString())
                .isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.get("ratio").asDouble()).isPositive();
        assertThat(report.get("djl_ratio").asDouble()).isPositive();
        JsonNode result = report.get("results").get(0);
        assertThat(result.get("batch").asInt()).isEqualTo(2);
        for (String layer : InferenceSetup.LAYERS) {
            assertThat(result.get(layer).get("pictures").asLong()).as(layer).isPositive();
            assertThat(result.get(layer).get("p99_ms").asDouble())
                    .as(layer)
                    .isGreaterThanOrEqualTo(result.get(layer).get("p50_ms").asDouble())
                    .isPositive();
        }
        assertThat(out.toString()).contains("centernet-mobilenetv3").contains("ratio");
    }

    @Test
    void aSoakPrintsTheNativeGaugeFromStartToEnd() throws Exception {
        Path json = folder.resolve("soak.json");
        assertThat(bench(
                        "--bundle",
                        "centernet-mobilenetv3",
                        "--batch",
                        "1",
                        "--predictions",
                        "40",
                        "--json",
                        "" + json))
                .as(out.toString() + err)
                .isZero();
        JsonNode soak = new ObjectMapper().readTree(json.toFile()).get("soak").get("centernet-mobilenetv3");
        assertThat(soak.get("predictions").asLong()).isEqualTo(40);
        assertThat(soak.get("readings")).hasSize(21);
        assertThat(out.toString()).contains("slope");
    }

    @Test
    void anUnknownBundleIsNamed() {
        assertThat(bench("--bundle", "centernet")).isEqualTo(1);
        assertThat(err.toString()).contains("no model bundle named \"centernet\"");
    }

    @Test
    void aBatchOfNothingIsWrongUsage() {
        assertThat(bench("--batch", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--batch is 0, expected at least 1");
    }

    private int bench(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "inference";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
