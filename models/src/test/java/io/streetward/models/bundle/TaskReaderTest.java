package io.streetward.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles that are no detectors. */
class TaskReaderTest {
    private static final String SHA256 = "0".repeat(64);
    private static final String HEAD = """
            name: second
            description: a second-stage model
            engine: onnxruntime
            weights:
              - {file: reader.onnx, sha256: %s}
              - {file: finder.onnx, sha256: %s}
              - {file: keys.txt, sha256: %s}
            input: {width: 94, height: 24, fit: stretch, colour_order: bgr, pad_value: 0, tensor: {type: uint8, layout: nhwc, batch: any}}
            licence: MIT
            """.formatted(SHA256, SHA256, SHA256);

    private static final String READER = """
            task: plate_reader
            plates:
              alphabet: {file: keys.txt, then_space: true}
              blank: first
              activation: softmax
              locator:
                file: finder.onnx
                input: {width: 64, height: 32, fit: letterbox, colour_order: rgb, pad_value: 0, tensor: {type: uint8, layout: nhwc, batch: any}}
                margin: 1.1
                cell: 0.3
                region: 0.5
                grow: 1.5
            """;

    private static final String CLASSIFIER = """
            task: classifier
            classifier: {activation: sigmoid, margin: 1.2}
            labels: [muck_truck, covered]
            """;

    private static ModelBundle read(String text) throws BundleException {
        return BundleReader.read("second", "second/model.yaml", text);
    }

    @Test
    void aClassifierHasLabelsButNoKindsAndNoDecoder() throws BundleException {
        ModelBundle bundle = read(HEAD + CLASSIFIER);
        assertThat(bundle.task()).isEqualTo(new Task.Classifier(Task.Activation.SIGMOID, 1.2));
        assertThat(bundle.labels()).extracting(ModelLabel::name).containsExactly("muck_truck", "covered");
        assertThat(bundle.decoder()).isEqualTo(DecoderSpec.NONE);
    }

    @Test
    void aChangeClassifierHasLabelsAndAMargin() throws BundleException {
        ModelBundle bundle =
                read(HEAD + "task: change\nchange: {activation: softmax, margin: 1.6}\nlabels: [debris, mud, none]\n");
        assertThat(bundle.task()).isEqualTo(new Task.Change(Task.Activation.SOFTMAX, 1.6));
        assertThat(bundle.labels()).extracting(ModelLabel::name).containsExactly("debris", "mud", "none");
    }

    @Test
    void aPlateReaderNamesItsNetworksAndItsAlphabetAmongTheWeights() throws BundleException {
        Task.PlateReader task = (Task.PlateReader) read(HEAD + READER).task();
        assertThat(task.alphabet())
                .isEqualTo(new Task.Alphabet.Lines(new ModelBundle.WeightsFile("keys.txt", SHA256), true));
        assertThat(task.locator().orElseThrow().weights().file()).isEqualTo("finder.onnx");
        assertThat(task.locator().orElseThrow().input().widthPx()).isEqualTo(64);
        assertThat(task.blank()).isEqualTo(Task.Blank.FIRST);
    }

    @Test
    void anotherNetworkOfTheBundleComesToTheFront() throws BundleException {
        ModelBundle bundle = read(HEAD + READER);
        Task.Locator locator = ((Task.PlateReader) bundle.task()).locator().orElseThrow();
        ModelBundle finder = bundle.withNetwork(locator.weights(), locator.input(), locator.tensor());
        assertThat(finder.weights().file()).isEqualTo("finder.onnx");
        assertThat(finder.weightsFiles()).hasSize(3);
        assertThat(finder.input()).isEqualTo(locator.input());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "task: plate_reader | task: plates | found \"plates\"",
                "activation: softmax | activation: sigmoid | a step of CTC is one character",
                "file: finder.onnx | file: other.onnx | expected one of those under weights: reader.onnx, finder.onnx, keys.txt",
                "blank: first | blank: middle | expected one of first, last",
                "grow: 1.5 | growth: 1.5 | unknown key \"growth\"",
            })
    void aWrongReaderIsRefusedAtItsPlace(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(HEAD + READER.replace(right.strip(), wrong.strip())))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("second/model.yaml:")
                .hasMessageContaining(message.strip());
    }

    @Test
    void aClassifierWithoutItsSectionIsToldWhatIsMissing() {
        assertThatThrownBy(() -> read(HEAD + "task: classifier\nlabels: [a]\n"))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("no \"classifier\"");
    }
}
