package io.streetward.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.detect.InputSpec;
import io.streetward.detect.ObjectKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleReaderTest {
    private static final String SOUND = """
            name: mini
            description: three classes
            engine: onnxruntime
            weights:
              file: mini.onnx
              sha256: 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
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
                scale: 0.00392
                mean: [0.485, 0.456, 0.406]
                std: [0.229, 0.224, 0.225]
            decoder:
              type: centernet
              stride: 4
            thresholds:
              confidence: 0.3
              per_label:
                truck: 0.4
            nms: {iou: 0.5, across: vehicles}
            labels: [car, truck, tree]
            kinds:
              car: car
              truck: muck_truck
            licence: MIT
            """;

    @Test
    void aSoundDescriptionIsRead() throws BundleException {
        ModelBundle bundle = BundleReader.read("mini", "mini/model.yaml", SOUND);
        assertThat(bundle.engine()).isEqualTo(ModelBundle.EngineKind.ONNXRUNTIME);
        assertThat(bundle.input())
                .isEqualTo(new InputSpec(416, 320, InputSpec.Fit.STRETCH, InputSpec.ColourOrder.BGR, 114));
        assertThat(bundle.tensor().mean()).containsExactly(0.485, 0.456, 0.406);
        assertThat(bundle.decoder()).isEqualTo(new DecoderSpec(new DecoderFamily.CenterNet(4), Map.of()));
        assertThat(bundle.nms()).contains(new NmsSpec(0.5, NmsSpec.Across.VEHICLES));
        assertThat(bundle.labels())
                .isEqualTo(List.of(
                        new ModelLabel("car", ObjectKind.CAR, 0.3),
                        new ModelLabel("truck", ObjectKind.MUCK_TRUCK, 0.4),
                        new ModelLabel("tree", ObjectKind.OTHER, 0.3)));
        assertThat(bundle.origin()).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name: mini | name: maxi | mini/model.yaml:1:7: name: found \"maxi\", expected \"mini\"",
                "engine: onnxruntime | engine: onnxruntim | mini/model.yaml:3:9: engine: found \"onnxruntim\""
                        + " (did you mean \"onnxruntime\"?), expected one of pytorch, onnxruntime",
                "sha256: 00112233 | sha256: 0011223X | mini/model.yaml:6:11: sha256: found \"0011223X",
                "file: mini.onnx | file: ../mini.onnx | mini/model.yaml:5:9: file: found \"../mini.onnx\", expected a"
                        + " file's name inside the bundle",
                "width: 416 | width: wide | mini/model.yaml:8:10: width: found \"wide\", expected a whole number from 1"
                        + " to 4096",
                "height: 320 | height: 0 | mini/model.yaml:9:11: height: found \"0\", expected a whole number from 1",
                "fit: stretch | fit: | mini/model.yaml:10:7: fit: found nothing, expected one of letterbox, letterbox_top_left, stretch",
                "pad_value: 114 | padvalue: 114 | mini/model.yaml:12:3: unknown key \"padvalue\" (did you mean"
                        + " \"pad_value\"?)",
                "pad_value: 114 | padvalue: 114 | mini/model.yaml:8:3: no \"pad_value\", expected a whole number",
                "batch: one | batch: 4 | mini/model.yaml:16:12: batch: found \"4\", expected one of any, one",
                "std: [0.229, 0.224, 0.225] | std: [0.229, 0, 0.225] | mini/model.yaml:19:10: std: found 0, expected"
                        + " three other numbers",
                "mean: [0.485, 0.456, 0.406] | mean: [0.5] | mini/model.yaml:18:11: mean: found 1 entries, expected 3",
                "mean: [0.485, 0.456, 0.406] | mean: 0.5 | mini/model.yaml:18:11: mean: found \"0.5\", expected a list",
                "type: centernet | type: centrenet | mini/model.yaml:21:9: type: found \"centrenet\" (did you mean"
                        + " \"centernet\"?), expected one of centernet, yolox, yolov5",
                "confidence: 0.3 | confidence: 30 | mini/model.yaml:24:15: confidence: found \"30\", expected a number"
                        + " from 0.0 to 1.0",
                "truck: 0.4 | truk: 0.4 | mini/model.yaml:26:5: \"truk\" is not among labels (did you mean"
                        + " \"truck\"?), expected one of them",
                "labels: [car, truck, tree] | labels: [] | mini/model.yaml:28:9: labels: found 0 entries, expected 1"
                        + " to 10000",
                "car: car | car: vehicel | mini/model.yaml:30:8: car: found \"vehicel\" (did you mean \"vehicle\"?), expected one of",
                "licence: MIT | license: MIT | mini/model.yaml:32:1: unknown key \"license\" (did you mean"
                        + " \"licence\"?), expected one of",
                "licence: MIT | name: mini | mini/model.yaml:32:1: \"name\" is given twice, expected once",
                "licence: MIT | source: here | mini/model.yaml:32:9: source: found \"here\", expected keys and values",
            })
    void aWrongDescriptionIsRefusedAtItsPlace(String right, String wrong, String expected) {
        assertThat(SOUND).contains(right);
        assertThatThrownBy(() -> BundleReader.read("mini", "mini/model.yaml", SOUND.replace(right, wrong)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        String text = SOUND.replace("width: 416", "width: no").replace("iou: 0.5", "iou: 5");
        assertThatThrownBy(() -> BundleReader.read("mini", "m.yaml", text))
                .hasMessageContaining("m.yaml:8:10: width")
                .hasMessageContaining("m.yaml:27:12: iou");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | m.yaml:1:1: the file is empty",
                "name: [a  | m.yaml:",
                "just text | m.yaml:1:1: found \"just text\", expected keys and values"
            })
    void whatIsNoDescriptionIsRefused(String text, String expected) {
        assertThatThrownBy(() -> BundleReader.read("mini", "m.yaml", text))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(expected);
    }
}
