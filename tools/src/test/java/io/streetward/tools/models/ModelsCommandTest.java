package io.streetward.tools.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listShowsTheShippedBundle() {
        assertThat(run("list", "--bundles", dir.toString())).isZero();
        assertThat(out.toString())
                .contains("centernet-mobilenetv3")
                .contains("512x512")
                .contains("shipped");
    }

    @Test
    void listSaysWhatIsWrongWithABundleAndGoesOn() throws IOException {
        Path broken = Files.createDirectories(dir.resolve("broken"));
        Files.writeString(broken.resolve("model.yaml"), "name: broken\n");
        assertThat(run("list", "--bundles", dir.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(broken.resolve("model.yaml") + ":1:1: no \"engine\"");
        assertThat(out.toString()).contains("centernet-mobilenetv3");
    }

    @Test
    void verifyRunsTheBundleAndWritesItsFigures() throws IOException {
        Path json = dir.resolve("figures.json");
        int exitCode = run("verify", "centernet-mobilenetv3", "--bundles", dir.toString(), "--json", json.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("outputs    80x128x128, 4x128x128").contains("on blank   0 objects");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.path("ms_per_picture").asDouble()).isPositive();
    }

    @Test
    void verifyOfAnUnknownBundleSaysNo() {
        assertThat(run("verify", "centernet", "--bundles", dir.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no model bundle named \"centernet\"");
    }

    @Test
    void importOfWhatIsNoPackageSaysNo() {
        assertThat(run("import", dir.toString(), "--out", dir.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("package.json: cannot be read, expected an npm package's description");
    }

    @Test
    void wrongUsageIsToldApart() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("import")).isEqualTo(2);
        assertThat(run("verify")).isEqualTo(2);
        assertThat(run("verify", "x", "--threads", "0")).isEqualTo(2);
        assertThat(run("nonsense")).isEqualTo(2);
    }

    private int run(String... args) {
        return new CommandLine(new ModelsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
