package io.streetward.tools.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
    private static final String NAME = "centernet-mobilenetv3";
    private static final String WEIGHTS = NAME + ".pt";
    private static final Path SHIPPED = Path.of("../models/bundles").resolve(NAME);

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
                .contains("ready")
                .contains("npm:@vladmandic/human@3.3.6")
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
        assertThat(out.toString())
                .contains("outputs    1x80x128x128, 1x4x128x128")
                .contains("on blank   0 objects");
        assertThat(out.toString())
                .contains("decoder    centernet")
                .contains("two_wheeler from: bicycle 0.2, motorcycle 0.2")
                .contains("centernet-mobilenetv3.pt, as described");
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.path("ms_per_picture").asDouble()).isPositive();
        assertThat(figures.at("/reports/truck/truck").asDouble()).isEqualTo(0.2);
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
    void aBundleWithoutItsWeightsIsListedRefusedByVerifyAndFetched() throws IOException {
        byte[] weights = Files.readAllBytes(SHIPPED.resolve(WEIGHTS));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, weights.length);
            exchange.getResponseBody().write(weights);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + WEIGHTS;
            Path folder = Files.createDirectories(dir.resolve(NAME));
            String text = Files.readString(SHIPPED.resolve("model.yaml"));
            String sha256 = text.lines()
                    .filter(line -> line.startsWith("  sha256: "))
                    .findFirst()
                    .orElseThrow();
            String source = "source:\n  files:\n    - url: " + url + "\n    " + sha256 + "\n";
            Files.writeString(folder.resolve("model.yaml"), text.substring(0, text.indexOf("source:")) + source);

            assertThat(run("list", "--bundles", dir.toString())).isZero();
            assertThat(out.toString()).contains("not fetched").contains(url);
            assertThat(run("verify", NAME, "--bundles", dir.toString())).isEqualTo(1);
            assertThat(err.toString())
                    .contains(folder.resolve(WEIGHTS) + ": is not there")
                    .contains("tools/streetward models fetch " + NAME);
            assertThat(run("fetch", NAME, "--bundles", dir.toString())).isZero();
            assertThat(out.toString()).contains(NAME + ": ready in " + folder + " (" + WEIGHTS + ")");
            assertThat(run("fetch", NAME, "--bundles", dir.toString())).isZero();
            assertThat(out.toString()).contains(NAME + ": already there and as described, in " + folder);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aDamagedBundleIsListedAsSuch() throws IOException {
        Path folder = copyOfShipped();
        Files.writeString(folder.resolve(WEIGHTS), "cut short");
        assertThat(run("list", "--bundles", folder.getParent().toString())).isEqualTo(1);
        assertThat(out.toString()).contains("damaged");
    }

    @Test
    void addRunsTheBundleCopiesItAndSaysHowToUseIt() throws IOException {
        Path made = copyOfShipped();
        Path site = dir.resolve("site");
        assertThat(run("add", made.toString(), "--bundles", site.toString())).isZero();
        assertThat(out.toString())
                .contains("on blank   0 objects")
                .contains("models:\n  detector: " + NAME + "\n  bundlesDir: " + site);
        assertThat(site.resolve(NAME).resolve(WEIGHTS)).hasSameBinaryContentAs(SHIPPED.resolve(WEIGHTS));
        assertThat(run("add", made.toString(), "--bundles", site.toString(), "--no-run"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is there already").contains("--force");
        assertThat(run("add", made.toString(), "--bundles", site.toString(), "--no-run", "--force"))
                .isZero();
    }

    @Test
    void fetchOfWhatCannotBeFetchedSaysNo() throws IOException {
        Path folder = Files.createDirectories(dir.resolve(NAME));
        String text = Files.readString(SHIPPED.resolve("model.yaml"));
        Files.writeString(folder.resolve("model.yaml"), text.substring(0, text.indexOf("source:")));
        assertThat(run("fetch", NAME, "--bundles", dir.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("has no \"source\" to fetch from; put " + WEIGHTS + " there yourself");
        assertThat(run("fetch", "nothing", "--bundles", dir.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no model bundle named \"nothing\"");
    }

    private Path copyOfShipped() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("made").resolve(NAME));
        for (String file : new String[] {"model.yaml", WEIGHTS, "NOTICE", "LICENSE"}) {
            Files.copy(SHIPPED.resolve(file), folder.resolve(file));
        }
        return folder;
    }

    @Test
    void importOfWhatIsNoOnnxFileSaysNo() throws IOException {
        Path file = Files.writeString(dir.resolve("Some Model_v2.onnx"), "nonsense");
        assertThat(run("import", file.toString(), "--out", dir.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(file + ": is not an ONNX file");
        assertThat(run("import", file.toString(), "--normalise", "1,2/3")).isEqualTo(1);
        assertThat(err.toString()).contains("--normalise: found \"1,2/3\", expected none, unit, imagenet");
        assertThat(run("import", file.toString(), "--input", "416")).isEqualTo(1);
        assertThat(err.toString()).contains("--input: found \"416\", expected WIDTHxHEIGHT");
        assertThat(run("import", file.toString(), "--decoder", "yolo")).isEqualTo(2);
    }

    @Test
    void wrongUsageIsToldApart() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("import")).isEqualTo(2);
        assertThat(run("verify")).isEqualTo(2);
        assertThat(run("fetch")).isEqualTo(2);
        assertThat(run("add")).isEqualTo(2);
        assertThat(run("add", dir.resolve("nowhere").toString())).isEqualTo(2);
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
