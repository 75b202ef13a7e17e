package io.streetward.models.tfjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.Graph;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Padding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TfjsImporterTest {
    /** One 3×3 convolution with stride 2 and a fused ReLU over 4×4 pixels; "U0FNRQ==" is "SAME" and so on. */
    private static final String MODEL = """
            {"format": "graph-model",
             "modelTopology": {"node": [
              {"name": "images", "op": "Placeholder",
               "attr": {"shape": {"shape": {"dim": [{"size": "1"}, {"size": "4"}, {"size": "4"}, {"size": "3"}]}}}},
              {"name": "kernel", "op": "Const"},
              {"name": "bias", "op": "Const"},
              {"name": "conv", "op": "_FusedConv2D", "input": ["images", "kernel", "bias"],
               "attr": {"strides": {"list": {"i": ["1", "2", "2", "1"]}}, "padding": {"s": "U0FNRQ=="},
                        "fused_ops": {"list": {"s": ["Qmlhc0FkZA==", "UmVsdQ=="]}}}},
              {"name": "softmax", "op": "Softmax", "input": ["conv"]},
              {"name": "argmax", "op": "ArgMax", "input": ["softmax"]},
              {"name": "out", "op": "Identity", "input": ["conv"]}]},
             "weightsManifest": [{"paths": ["w.bin"], "weights": [
              {"name": "kernel", "shape": [3, 3, 3, 2], "dtype": "float32", "quantization": {"dtype": "float16"}},
              {"name": "bias", "shape": [2], "dtype": "float32"}]}]}
            """;

    private static final int WEIGHT_BYTES = 54 * Short.BYTES + 2 * Float.BYTES;

    @TempDir
    private Path dir;

    @Test
    void aConvolutionIsLoweredWithTensorFlowsPadding() throws IOException, ImportException {
        Graph graph = read(MODEL, WEIGHT_BYTES, "out");
        assertThat(graph.nodes()).hasSize(2);
        assertThat(graph.outputs()).containsEntry("result", "conv");
        Op.Conv conv = (Op.Conv) graph.node("conv").op();
        assertThat(conv.weight()).hasToString("Weights[2, 3, 3, 3]");
        assertThat(conv.padding()).isEqualTo(new Padding(0, 0, 1, 1));
        assertThat(conv.activation()).isEqualTo(Activation.RELU);
        assertThat(graph.node("conv").shape()).isEqualTo(new FeatureShape(2, 2, 2));
    }

    @Test
    void everyUnknownOperatorIsListed() {
        assertThatThrownBy(() -> read(MODEL, WEIGHT_BYTES, "argmax"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("operators that cannot be imported")
                .hasMessageContaining("ArgMax × 1, first argmax")
                .hasMessageContaining("Softmax × 1, first softmax");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "graph-model | layers-model | format is \"layers-model\", expected \"graph-model\"",
                "U0FNRQ== | RVhQTElDSVQ= | node conv (_FusedConv2D): padding is EXPLICIT, expected SAME or VALID",
                "UmVsdQ== | RWx1 | has a fused Elu, expected BiasAdd, Relu, Relu6 or Sigmoid",
                "\"2\", \"2\" | \"2\", \"1\" | strides is [1, 2, 1, 1], expected [1, n, n, 1]",
                "\"float16\" | \"uint8\" | tensor kernel is stored as uint8, expected float32, float16 or int32",
                "[3, 3, 3, 2] | [3, 3, 4, 2] | weight files end before tensor",
                "\"kernel\", \"bias\"] | \"images\", \"bias\"] | input images is not a constant, expected one",
                "\"size\": \"4\"}, {\"size\": \"3\"} | \"size\": \"-1\"}, {\"size\": \"3\"} | expected N×H×W×3 with H and W fixed"
            })
    void aModelThatCannotBeReadIsRefused(String right, String wrong, String expected) {
        assertThat(MODEL).contains(right);
        assertThatThrownBy(() -> read(MODEL.replace(right, wrong), WEIGHT_BYTES, "out"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void weightsOfAnotherModelAreRefused() {
        assertThatThrownBy(() -> read(MODEL, WEIGHT_BYTES + 4, "out"))
                .hasMessageContaining("4 bytes more than its manifest says");
        assertThatThrownBy(() -> read(MODEL, WEIGHT_BYTES, "nothing")).hasMessageContaining("no node named nothing");
    }

    private Graph read(String json, int weightBytes, String output) throws IOException, ImportException {
        Path file = Files.writeString(dir.resolve("m.json"), json);
        Files.write(dir.resolve("w.bin"), new byte[weightBytes]);
        return TfjsImporter.read(file, Map.of("result", output));
    }
}
