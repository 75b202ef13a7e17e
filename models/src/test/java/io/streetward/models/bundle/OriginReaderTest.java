package io.streetward.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.bundle.ModelBundle.NpmPackage;
import io.streetward.models.bundle.ModelBundle.Origin;
import io.streetward.models.bundle.ModelBundle.SourceFile;
import io.streetward.models.bundle.ModelBundle.SourceFormat;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginReaderTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private static final String ONE = "{file: a.pt, sha256: %s}".formatted(A);
    private static final String TWO = "[{file: a.onnx, sha256: %s}, {file: b.onnx, sha256: %s}]".formatted(A, B);

    private static final String PACKAGED = """
            npm: "@someone/plates"
            version: 1.4.2
            files:
              - path: assets/detection.onnx
                sha256: %s
                as: a.onnx
              - path: assets/b.onnx
                sha256: %s
            """.formatted(A, B);
    private static final String DOWNLOADED = """
            format: weights
            files:
              - url: https://models.example/v1/a.onnx?raw=1
                sha256: %s
              - url: https://models.example/v1/
                sha256: %s
                as: b.onnx
            """.formatted(A, B);
    private static final String CONVERTED = """
            npm: thing
            version: 1.0.0-beta.2
            format: tfjs_graph_model
            files:
              - path: models/model.json
                sha256: %s
              - path: other/model.json
                sha256: %s
            outputs: {heat: tower/mul, ltrb: tower/wh}
            """.formatted(A, B);

    @Test
    void aPackagesFilesGoUnderTheirOwnOrAnotherName() throws BundleException {
        assertThat(read(PACKAGED).origin().orElseThrow())
                .extracting(Origin::npm, Origin::format, Origin::coordinates)
                .containsExactly(
                        Optional.of(new NpmPackage("@someone/plates", "1.4.2")),
                        SourceFormat.WEIGHTS,
                        "npm:@someone/plates@1.4.2");
        assertThat(read(PACKAGED).origin().orElseThrow().files())
                .containsExactly(
                        new SourceFile("assets/detection.onnx", Optional.empty(), A, "a.onnx"),
                        new SourceFile("assets/b.onnx", Optional.empty(), B, "b.onnx"));
    }

    @Test
    void severalWeightsFilesKeepTheirOrderAndTheFirstIsTheOneToOpen() throws BundleException {
        ModelBundle bundle = read(PACKAGED);
        assertThat(bundle.weightsFiles()).containsExactly(new WeightsFile("a.onnx", A), new WeightsFile("b.onnx", B));
        assertThat(bundle.weights()).isEqualTo(new WeightsFile("a.onnx", A));
    }

    @Test
    void aDownloadIsNamedByItsAddressUnlessToldOtherwise() throws BundleException {
        Origin origin = read(DOWNLOADED).origin().orElseThrow();
        assertThat(origin.npm()).isEmpty();
        assertThat(origin.files())
                .containsExactly(
                        new SourceFile(
                                "a.onnx",
                                Optional.of(URI.create("https://models.example/v1/a.onnx?raw=1")),
                                A,
                                "a.onnx"),
                        new SourceFile("b.onnx", Optional.of(URI.create("https://models.example/v1/")), B, "b.onnx"));
        assertThat(origin.coordinates()).isEqualTo("https://models.example/v1/a.onnx?raw=1");
    }

    @Test
    void aConvertedSourceNamesItsOutputsAndMayKeepTwoFilesOfOneName() throws BundleException {
        Origin origin = read(CONVERTED, ONE).origin().orElseThrow();
        assertThat(origin.converted()).isTrue();
        assertThat(origin.outputs()).containsExactly(Map.entry("heat", "tower/mul"), Map.entry("ltrb", "tower/wh"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1.4.2 | version: ^1.4.2 | version: found \"^1.4.2\", expected one exact version",
                "version: 1.4.2 | version: latest | version: found \"latest\", expected one exact version",
                "npm: \"@someone/plates\" | npm: \"--registry=x\" | npm: found \"--registry=x\", expected a package's",
                "path: assets/b.onnx | path: ../b.onnx | path: found \"../b.onnx\", expected a file's path inside",
                "path: assets/b.onnx | path: /b.onnx | path: found \"/b.onnx\", expected a file's path inside",
                "path: assets/b.onnx | url: https://h/b.onnx | no \"path\", expected a file's path inside the package",
                "as: a.onnx | as: model.yaml | as: found \"model.yaml\", expected a file's name inside the bundle, other",
                "as: a.onnx | as: b.onnx | files: two files are named \"b.onnx\", expected \"as\" to tell them apart",
                "as: a.onnx | as: c.onnx | files: none is \"a.onnx\" with the sha256 that weights has, expected one",
                "version: 1.4.2 | format: weights | no \"version\", expected one exact version",
                "version: 1.4.2 | format: onxx | format: found \"onxx\", expected one of weights",
            })
    void aWrongPackageIsRefused(String right, String wrong, String expected) {
        refuses(PACKAGED, right, wrong, expected);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "url: https://models.example/v1/a.onnx?raw=1 | url: ftp://h/a.onnx | url: found \"ftp://h/a.onnx\"",
                "url: https://models.example/v1/a.onnx?raw=1 | url: a.onnx | url: found \"a.onnx\", expected an address",
                "as: b.onnx | notes: none | url: does not end in a name for a file of the bundle, expected \"as\"",
                "format: weights | outputs: {} | unknown key \"outputs\"",
                "url: https://models.example/v1/ | path: x | no \"url\", expected an address",
            })
    void aWrongDownloadIsRefused(String right, String wrong, String expected) {
        refuses(DOWNLOADED, right, wrong, expected);
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        String text = DOWNLOADED.replace("https://models", "https://user:hunter2@models");
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining("mini/model.yaml:28:12: url: found a user or password in the address")
                .hasMessageNotContaining("hunter2");
    }

    private static void refuses(String sound, String right, String wrong, String expected) {
        assertThat(sound).contains(right);
        assertThatThrownBy(() -> read(sound.replace(right, wrong)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aConvertedSourceCannotMakeTwoFiles() {
        assertThatThrownBy(() -> read(CONVERTED))
                .hasMessageContaining("format: a converted source makes one file, expected one under weights");
    }

    private static ModelBundle read(String source) throws BundleException {
        return read(source, TWO);
    }

    private static ModelBundle read(String source, String weights) throws BundleException {
        String text = """
                name: mini
                description: two networks
                engine: onnxruntime
                weights: %s
                input:
                  width: 416
                  height: 320
                  fit: stretch
                  colour_order: bgr
                  pad_value: 114
                  tensor:
                    type: float32
                    layout: nchw
                    batch: one
                decoder:
                  type: centernet
                  stride: 4
                thresholds:
                  confidence: 0.3
                nms: {iou: 0.5, across: class}
                labels: [car]
                kinds:
                  car: car
                licence: MIT
                source:
                """.formatted(weights) + source.indent(2);
        return BundleReader.read("mini", "mini/model.yaml", text);
    }
}
