package io.streetward.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.bundle.DecoderFamily.CenterNet;
import io.streetward.models.bundle.DecoderFamily.NanoDetPlus;
import io.streetward.models.bundle.DecoderFamily.PicoDet;
import io.streetward.models.bundle.DecoderFamily.PriorLevel;
import io.streetward.models.bundle.DecoderFamily.PriorSize;
import io.streetward.models.bundle.DecoderFamily.RtDetr;
import io.streetward.models.bundle.DecoderFamily.Scores;
import io.streetward.models.bundle.DecoderFamily.Ssd;
import io.streetward.models.bundle.DecoderFamily.Yolov10;
import io.streetward.models.bundle.DecoderFamily.Yolov5;
import io.streetward.models.bundle.DecoderFamily.Yolov8;
import io.streetward.models.bundle.DecoderFamily.Yolox;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderReaderTest {
    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of("type: centernet, stride: 4", new CenterNet(4)),
                Arguments.of("type: yolox, form: grid, strides: [8, 16]", new Yolox(Yolox.Form.GRID, List.of(8, 16))),
                Arguments.of("type: yolox, form: boxes", new Yolox(Yolox.Form.BOXES, List.of())),
                Arguments.of("type: yolov5", new Yolov5()),
                Arguments.of("type: yolov8", new Yolov8()),
                Arguments.of("type: yolov10", new Yolov10()),
                Arguments.of("type: rtdetr, form: heads", new RtDetr(RtDetr.Form.HEADS, Scores.LOGITS)),
                Arguments.of(
                        "type: rtdetr, form: heads, scores: probabilities",
                        new RtDetr(RtDetr.Form.HEADS, Scores.PROBABILITIES)),
                Arguments.of("type: rtdetr, form: rows", new RtDetr(RtDetr.Form.ROWS, Scores.LOGITS)),
                Arguments.of("type: rtdetr, form: detections", new RtDetr(RtDetr.Form.DETECTIONS, Scores.LOGITS)),
                Arguments.of(
                        "type: nanodet_plus, strides: [8], reg_max: 7",
                        new NanoDetPlus(List.of(8), 7, Scores.PROBABILITIES)),
                Arguments.of(
                        "type: picodet, form: heads, strides: [8], reg_max: 7",
                        new PicoDet(PicoDet.Form.HEADS, List.of(8), 7)),
                Arguments.of("type: picodet, form: boxes", new PicoDet(PicoDet.Form.BOXES, List.of(), 0)),
                Arguments.of("type: picodet, form: detections", new PicoDet(PicoDet.Form.DETECTIONS, List.of(), 0)),
                Arguments.of(
                        "type: ssd, form: heads, background: last, priors: [{stride: 16, sizes: [[8, 9.5]]}],"
                                + " variances: [0.1, 0.2]",
                        new Ssd(
                                Ssd.Form.HEADS,
                                Ssd.Background.LAST,
                                List.of(new PriorLevel(16, List.of(new PriorSize(8, 9.5)))),
                                0.1,
                                0.2)),
                Arguments.of(
                        "type: ssd, form: boxes, background: first",
                        new Ssd(Ssd.Form.BOXES, Ssd.Background.FIRST, List.of(), 1, 1)),
                Arguments.of(
                        "type: ssd, form: detections, background: none",
                        new Ssd(Ssd.Form.DETECTIONS, Ssd.Background.NONE, List.of(), 1, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void readsEachFamily(String yaml, DecoderFamily expected) throws BundleException {
        assertThat(read(yaml)).isEqualTo(new DecoderSpec(expected, Map.of()));
    }

    @Test
    void readsTheNamesOfOutputs() throws BundleException {
        assertThat(read("type: centernet, stride: 4, outputs: {heat: a/b, ltrb: c}")
                        .outputNames())
                .isEqualTo(Map.of("heat", "a/b", "ltrb", "c"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "type: yolo8 | m.yaml:1:8: type: found \"yolo8\" (did you mean \"yolov8\"?), expected one of centernet",
                "type: yolox, form: raw | m.yaml:1:21: form: found \"raw\", expected one of grid, boxes",
                "type: yolox, form: grid | m.yaml:1:1: no \"strides\", expected a list",
                "type: yolox, form: boxes, strides: [8] | m.yaml:1:28: unknown key \"strides\", expected one of type,",
                "type: yolox, form: grid, strides: [8, 8] | m.yaml:1:36: strides: found 8.0, expected whole numbers",
                "type: yolox, form: grid, strides: [8, 0] | m.yaml:1:36: strides: found \"0\", expected a number from",
                "type: nanodet_plus, strides: [8], regmax: 7 | unknown key \"regmax\" (did you mean \"reg_max\"?)",
                "type: rtdetr, form: heads, scores: logit | found \"logit\" (did you mean \"logits\"?), expected one of",
                "type: ssd, form: heads, background: last, priors: [], variances: [1, 1] | priors: no level is given",
                "type: ssd, form: heads, background: last, priors: [{stride: 8, sizes: [[1]]}], variances: [1, 1]"
                        + " | m.yaml:1:73: sizes: expected lists of 2 numbers from",
                "type: yolov8, outputs: {boxes: x} | m.yaml:1:25: no \"rows\", expected text",
                "type: yolov8, outputs: {row: x} | m.yaml:1:26: unknown key \"row\" (did you mean \"rows\"?)",
            })
    void refusesWhatAFamilyDoesNotKnowAtItsPlace(String yaml, String expected) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(BundleException.class).hasMessageContaining(expected);
    }

    private static DecoderSpec read(String yaml) throws BundleException {
        YamlProblems problems = new YamlProblems("m.yaml");
        DecoderSpec spec = DecoderReader.read(YamlMapping.parse("m.yaml", "{" + yaml + "}", problems));
        problems.throwIfAny();
        return spec;
    }
}
