package io.streetward.models.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily;
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
import io.streetward.models.bundle.DecoderSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Boxes worked out by hand: a 32×16 input, three labels with thresholds 0.3, 0.3 and 0.6. */
class DecodersTest {
    private static final InputSpec INPUT = new InputSpec(32, 16, InputSpec.Fit.STRETCH, InputSpec.ColourOrder.RGB, 0);
    private static final Thresholds THRESHOLDS = new Thresholds(0.3f, 0.3f, 0.6f);
    private static final float LN2 = (float) Math.log(2);

    /** Sigmoids of 0.8, 0.2 and 0.5 before the sigmoid. */
    private static final float LOGIT_80 = (float) Math.log(4);

    private static final float LOGIT_20 = -LOGIT_80;

    /** A box as left, top, right, bottom, score, label. */
    private record Box(double left, double top, double right, double bottom, double score, int label) {}

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of(
                        "yolox grid",
                        new Yolox(Yolox.Form.GRID, List.of(8, 16)),
                        // 4×2 cells of 8 pixels, then 2×1 of 16: in the second row's third cell, and in the last
                        List.of(rows(10, 8)
                                .set(6, 0.5f, 0.25f, LN2, 0, 0.5f, 0.1f, 0.9f, 0.2f)
                                .set(9, 0, 0.5f, 0, LN2, 1, 0.4f, 0.1f, 0.5f)
                                .tensor(1, 10, 8)),
                        List.of(new Box(12, 6, 28, 14, 0.45, 1), new Box(8, -8, 24, 24, 0.4, 0))),
                Arguments.of(
                        "yolox boxes",
                        new Yolox(Yolox.Form.BOXES, List.of()),
                        List.of(rows(2, 8)
                                .set(1, 16, 8, 8, 4, 0.5f, 0.1f, 0.9f, 0.2f)
                                .tensor(1, 2, 8)),
                        List.of(new Box(12, 6, 20, 10, 0.45, 1))),
                Arguments.of(
                        "yolov5: the strongest label that reaches its threshold",
                        new Yolov5(),
                        List.of(rows(3, 8)
                                .set(0, 16, 8, 8, 4, 0.8f, 0.5f, 0.1f, 0.6f)
                                .set(1, 16, 8, 8, 4, 0.2f, 1, 1, 1)
                                .set(2, 16, 8, 8, 4, 1, 0.1f, 0.2f, 0.7f)
                                .tensor(1, 3, 8)),
                        List.of(new Box(12, 6, 20, 10, 0.4, 0), new Box(12, 6, 20, 10, 0.7, 2))),
                Arguments.of(
                        "yolov8 as exported",
                        new Yolov8(),
                        List.of(rows(7, 2)
                                .set(0, 16, 10)
                                .set(1, 8, 4)
                                .set(2, 8, 2)
                                .set(3, 4, 2)
                                .set(4, 0.1f, 0.35f)
                                .set(5, 0.5f, 0.1f)
                                .set(6, 0.2f, 0.5f)
                                .tensor(1, 7, 2)),
                        List.of(new Box(12, 6, 20, 10, 0.5, 1), new Box(9, 3, 11, 5, 0.35, 0))),
                Arguments.of(
                        "yolov8 by rows",
                        new Yolov8(),
                        List.of(rows(2, 7)
                                .set(0, 16, 8, 8, 4, 0.1f, 0.5f, 0.2f)
                                .set(1, 10, 4, 2, 2, 0.35f, 0.1f, 0.5f)
                                .tensor(1, 2, 7)),
                        List.of(new Box(12, 6, 20, 10, 0.5, 1), new Box(9, 3, 11, 5, 0.35, 0))),
                Arguments.of(
                        "yolov10",
                        new Yolov10(),
                        List.of(rows(3, 6)
                                .set(0, 1, 2, 3, 5, 0.9f, 2)
                                .set(1, 4, 5, 6, 8, 0.5f, 2)
                                .set(2, 1, 1, 2, 2, 0.3f, 0)
                                .tensor(1, 3, 6)),
                        List.of(new Box(1, 2, 3, 5, 0.9, 2), new Box(1, 1, 2, 2, 0.3, 0))),
                Arguments.of(
                        "rtdetr heads",
                        new RtDetr(RtDetr.Form.HEADS, Scores.LOGITS),
                        List.of(
                                rows(2, 3)
                                        .set(0, LOGIT_20, LOGIT_80, 0)
                                        .set(1, LOGIT_20, LOGIT_20, 0)
                                        .tensor(1, 2, 3),
                                rows(2, 4).set(0, 0.5f, 0.5f, 0.25f, 0.25f).tensor(1, 2, 4)),
                        List.of(new Box(12, 6, 20, 10, 0.8, 1))),
                Arguments.of(
                        "rtdetr heads, boxes first, a query of two labels",
                        new RtDetr(RtDetr.Form.HEADS, Scores.LOGITS),
                        List.of(
                                rows(1, 4).set(0, 0.5f, 0.5f, 0.25f, 0.25f).tensor(1, 1, 4),
                                rows(1, 3).set(0, 0, LOGIT_20, LOGIT_80).tensor(1, 1, 3)),
                        List.of(new Box(12, 6, 20, 10, 0.5, 0), new Box(12, 6, 20, 10, 0.8, 2))),
                Arguments.of(
                        "rtdetr heads of probabilities",
                        new RtDetr(RtDetr.Form.HEADS, Scores.PROBABILITIES),
                        List.of(
                                rows(1, 3).set(0, 0, 0.4f, 0.5f).tensor(1, 1, 3),
                                rows(1, 4).set(0, 0.5f, 0.5f, 0.25f, 0.25f).tensor(1, 1, 4)),
                        List.of(new Box(12, 6, 20, 10, 0.4, 1))),
                Arguments.of(
                        "rtdetr rows",
                        new RtDetr(RtDetr.Form.ROWS, Scores.LOGITS),
                        List.of(rows(1, 7)
                                .set(0, 0.5f, 0.5f, 0.25f, 0.25f, 0, 0.4f, 0.5f)
                                .tensor(1, 1, 7)),
                        List.of(new Box(12, 6, 20, 10, 0.4, 1))),
                Arguments.of(
                        "rtdetr detections",
                        new RtDetr(RtDetr.Form.DETECTIONS, Scores.LOGITS),
                        List.of(
                                rows(1, 2).set(0, 1, 2).tensor(1, 2),
                                rows(2, 4).set(0, 1, 2, 3, 5).set(1, 4, 5, 6, 8).tensor(1, 2, 4),
                                rows(1, 2).set(0, 0.5f, 0.5f).tensor(1, 2)),
                        List.of(new Box(1, 2, 3, 5, 0.5, 1))),
                Arguments.of(
                        "nanodet_plus: distances from the cell's corner",
                        new NanoDetPlus(List.of(8, 16), 1, Scores.PROBABILITIES),
                        // expected distances 0.5, 0.2, 0.8 and 0.5 cells; the second row's third cell lies at 16, 8
                        List.of(rows(10, 11)
                                .set(6, 0.1f, 0.7f, 0.2f, 0, 0, 0, LOGIT_20, 0, LOGIT_80, 5, 5)
                                .tensor(1, 10, 11)),
                        List.of(new Box(16 - 4, 8 - 1.6, 16 + 6.4, 8 + 4, 0.7, 1))),
                Arguments.of(
                        "nanodet_plus before the sigmoid",
                        new NanoDetPlus(List.of(16), 1, Scores.LOGITS),
                        List.of(rows(2, 11)
                                .set(0, -9, -9, -9, 0, 0, 0, 0, 0, 0, 0, 0)
                                .set(1, LOGIT_80, LOGIT_20, 0, 0, 0, 0, 0, 0, 0, 0, 0)
                                .tensor(1, 2, 11)),
                        List.of(new Box(8, -8, 24, 8, 0.8, 0))),
                Arguments.of(
                        "picodet heads: distances from the cell's centre",
                        new PicoDet(PicoDet.Form.HEADS, List.of(8, 16), 1),
                        List.of(
                                rows(8, 3).set(6, 0.1f, 0.7f, 0.2f).tensor(1, 8, 3),
                                rows(2, 3).set(1, 0.3f, 0, 0.9f).tensor(1, 2, 3),
                                rows(8, 8)
                                        .set(6, 0, 0, 0, LOGIT_20, 0, LOGIT_80, 5, 5)
                                        .tensor(1, 8, 8),
                                rows(2, 8).tensor(1, 2, 8)),
                        List.of(
                                new Box(20 - 4, 12 - 1.6, 20 + 6.4, 12 + 4, 0.7, 1),
                                new Box(16, 0, 32, 16, 0.3, 0),
                                new Box(16, 0, 32, 16, 0.9, 2))),
                Arguments.of(
                        "picodet boxes",
                        new PicoDet(PicoDet.Form.BOXES, List.of(), 0),
                        List.of(
                                rows(2, 4).set(0, 1, 2, 3, 5).set(1, 4, 5, 6, 8).tensor(1, 2, 4),
                                rows(3, 2)
                                        .set(0, 0.1f, 0.9f)
                                        .set(1, 0.4f, 0.2f)
                                        .set(2, 0.5f, 0.5f)
                                        .tensor(1, 3, 2)),
                        List.of(new Box(4, 5, 6, 8, 0.9, 0), new Box(1, 2, 3, 5, 0.4, 1))),
                Arguments.of(
                        "picodet detections, none of some",
                        new PicoDet(PicoDet.Form.DETECTIONS, List.of(), 0),
                        List.of(
                                rows(2, 6)
                                        .set(0, -1, 0.9f, 0, 0, 1, 1)
                                        .set(1, 1, 0.5f, 1, 2, 3, 5)
                                        .tensor(2, 6),
                                rows(1, 1).set(0, 2).tensor(1)),
                        List.of(new Box(1, 2, 3, 5, 0.5, 1))),
                Arguments.of(
                        "ssd heads",
                        new Ssd(Ssd.Form.HEADS, Ssd.Background.LAST, priors(), 0.1, 0.2),
                        // two priors in each of two cells; the second cell's second, shifted right by 0.1 × 4 × 5
                        List.of(
                                rows(4, 4).set(3, 5, 0, 0, 5 * LN2).tensor(1, 16),
                                rows(4, 4).set(3, 0.4f, 0.1f, 0.1f, 0.4f).tensor(1, 16)),
                        List.of(new Box(24, 0, 28, 16, 0.4, 0))),
                Arguments.of(
                        "ssd boxes with the background first",
                        new Ssd(Ssd.Form.BOXES, Ssd.Background.FIRST, List.of(), 1, 1),
                        List.of(
                                rows(2, 4).set(1, 0.25f, 0.25f, 0.5f, 0.75f).tensor(1, 2, 4),
                                rows(2, 4)
                                        .set(0, 0.9f, 0.1f, 0, 0)
                                        .set(1, 0.2f, 0.1f, 0.5f, 0.2f)
                                        .tensor(1, 2, 4)),
                        List.of(new Box(8, 4, 16, 12, 0.5, 1))),
                Arguments.of(
                        "ssd boxes, scores first",
                        new Ssd(Ssd.Form.BOXES, Ssd.Background.NONE, List.of(), 1, 1),
                        List.of(
                                rows(1, 3).set(0, 0.1f, 0.5f, 0.2f).tensor(1, 1, 3),
                                rows(1, 4).set(0, 0.25f, 0.25f, 0.5f, 0.75f).tensor(1, 1, 4)),
                        List.of(new Box(8, 4, 16, 12, 0.5, 1))),
                Arguments.of(
                        "ssd detections",
                        new Ssd(Ssd.Form.DETECTIONS, Ssd.Background.FIRST, List.of(), 1, 1),
                        List.of(rows(4, 7)
                                .set(0, 0, 2, 0.5f, 0.25f, 0.25f, 0.5f, 0.75f)
                                .set(1, 0, 1, 0.2f, 0, 0, 1, 1)
                                .set(2, -1, 0, 0, 0, 0, 0, 0)
                                .set(3, 0, 1, 0.9f, 0, 0, 1, 1)
                                .tensor(1, 1, 4, 7)),
                        List.of(new Box(8, 4, 16, 12, 0.5, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void decodes(String name, DecoderFamily family, List<OutputTensor> outputs, List<Box> expected) {
        BoxDecoder decoder = decoder(family, Map.of());
        assertThat(found(decoder, outputs, 1, 0)).hasSameSizeAs(expected);
        assertBoxes(found(decoder, outputs, 1, 0), expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void eachPictureOfABatchHasItsOwnBoxes(
            String name, DecoderFamily family, List<OutputTensor> outputs, List<Box> expected) {
        List<OutputTensor> batch =
                outputs.stream().map(DecodersTest::afterAnEmptyPicture).toList();
        BoxDecoder decoder = decoder(family, Map.of());
        assertThat(found(decoder, batch, 2, 0)).isEmpty();
        assertBoxes(found(decoder, batch, 2, 1), expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void aMissingOutputIsRefusedWithWhatCameAndWhatWasExpected(
            String name, DecoderFamily family, List<OutputTensor> outputs, List<Box> expected) {
        BoxDecoder decoder = decoder(family, Map.of());
        assertThatThrownBy(() -> decoder.arrange(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the model returned [], expected [" + family.outputs().get(0) + " ")
                .hasMessageContaining(family.outputs().get(family.outputs().size() - 1));
    }

    static Stream<Arguments> wrongShapes() {
        return Stream.of(
                Arguments.of(
                        new Yolox(Yolox.Form.GRID, List.of(8, 16)),
                        List.of(zeros(1, 10, 85)),
                        "the model returned [1x10x85], expected [rows 1x10x8] (pictures x cells of all strides x 4 offsets,"
                                + " objectness, 3 labels)"),
                Arguments.of(
                        new Yolov5(),
                        List.of(zeros(1, 25200, 85)),
                        "the model returned [1x25200x85], expected [rows 1xNx8]"),
                Arguments.of(
                        new Yolov8(),
                        List.of(zeros(1, 84, 20)),
                        "the model returned [1x84x20], expected [rows 1x7xN or 1xNx7]"),
                Arguments.of(
                        new Yolov10(),
                        List.of(zeros(1, 84, 20)),
                        "the model returned [1x84x20], expected [detections 1xNx6]"),
                Arguments.of(
                        new RtDetr(RtDetr.Form.HEADS, Scores.LOGITS),
                        List.of(zeros(1, 300, 91), zeros(1, 300, 4)),
                        "the model returned [1x300x91, 1x300x4], expected [scores 1xNx3, boxes 1xNx4]"),
                Arguments.of(
                        new RtDetr(RtDetr.Form.HEADS, Scores.LOGITS),
                        List.of(zeros(1, 300, 3), zeros(1, 100, 4)),
                        "the model returned [1x300x3, 1x100x4], expected [scores 1xNx3, boxes 1xNx4]"),
                Arguments.of(
                        new RtDetr(RtDetr.Form.DETECTIONS, Scores.LOGITS),
                        List.of(zeros(1, 300, 3), zeros(1, 300, 4)),
                        "expected [labels 1xN, boxes 1xNx4, scores 1xN]"),
                Arguments.of(
                        new NanoDetPlus(List.of(8, 16), 7, Scores.PROBABILITIES),
                        List.of(zeros(1, 10, 112)),
                        "the model returned [1x10x112], expected [rows 1x10x35]"),
                Arguments.of(
                        new PicoDet(PicoDet.Form.HEADS, List.of(8, 16), 7),
                        List.of(zeros(1, 8, 3), zeros(1, 2, 3), zeros(1, 8, 32)),
                        "the model returned [1x8x3, 1x2x3, 1x8x32], expected [scores_8 1x8x3, scores_16 1x2x3,"
                                + " distances_8 1x8x32, distances_16 1x2x32]"),
                Arguments.of(
                        new PicoDet(PicoDet.Form.DETECTIONS, List.of(), 0),
                        List.of(zeros(1, 8, 3)),
                        "the model returned [1x8x3], expected [detections Nx6, counts 1]"),
                Arguments.of(
                        new Ssd(Ssd.Form.HEADS, Ssd.Background.NONE, priors(), 1, 1),
                        List.of(zeros(1, 16), zeros(1, 16)),
                        "the model returned [1x16, 1x16], expected [locations 1x4x4 or 1x16, scores 1x4x3 or 1x12]"),
                Arguments.of(
                        new Ssd(Ssd.Form.BOXES, Ssd.Background.FIRST, List.of(), 1, 1),
                        List.of(zeros(1, 9, 4), zeros(1, 9, 3)),
                        "the model returned [1x9x4, 1x9x3], expected [boxes 1xNx4, scores 1xNx4]"),
                Arguments.of(
                        new Ssd(Ssd.Form.DETECTIONS, Ssd.Background.FIRST, List.of(), 1, 1),
                        List.of(zeros(1, 200, 7)),
                        "the model returned [1x200x7], expected [detections 1x1xNx7]"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("wrongShapes")
    void anotherShapeIsRefused(DecoderFamily family, List<OutputTensor> outputs, String expected) {
        BoxDecoder decoder = decoder(family, Map.of());
        assertThatThrownBy(() -> decoder.arrange(outputs, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void outputsThatTheBundleNamesAreTakenByNameAndOthersLeftAlone() {
        BoxDecoder decoder = decoder(
                new RtDetr(RtDetr.Form.HEADS, Scores.LOGITS), Map.of("scores", "pred_logits", "boxes", "pred_boxes"));
        OutputTensor masks = named("masks", 1, 2, 4);
        OutputTensor boxes = named("pred_boxes", 1, 2, 4);
        OutputTensor logits = named("pred_logits", 1, 2, 3);
        assertThat(decoder.arrange(List.of(masks, boxes, logits), 1)).containsExactly(logits, boxes);
        assertThatThrownBy(() -> decoder.arrange(List.of(masks, boxes), 1))
                .hasMessage("the model returned [masks 1x2x4, pred_boxes 1x2x4], expected an output named"
                        + " \"pred_logits\" as model.yaml names its scores");
    }

    @Test
    void aLabelThatTheBundleDoesNotHaveIsRefused() {
        BoxDecoder decoder = decoder(new Yolov10(), Map.of());
        List<OutputTensor> outputs =
                List.of(rows(1, 6).set(0, 1, 2, 3, 5, 0.9f, 79).tensor(1, 1, 6));
        assertThatThrownBy(() -> found(decoder, outputs, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model returned label number 79, expected 0 to 2, as many as model.yaml has labels");
    }

    @Test
    void moreRowsThanReturnedAreRefused() {
        BoxDecoder decoder = decoder(new PicoDet(PicoDet.Form.DETECTIONS, List.of(), 0), Map.of());
        List<OutputTensor> outputs = List.of(zeros(2, 6), rows(1, 1).set(0, 3).tensor(1));
        assertThatThrownBy(() -> found(decoder, outputs, 1, 0))
                .hasMessageContaining("picture 0 has rows 0 to 3, expected rows among the 2 returned");
    }

    private static BoxDecoder decoder(DecoderFamily family, Map<String, String> names) {
        return Decoders.of(INPUT, new DecoderSpec(family, names), THRESHOLDS);
    }

    private static List<PriorLevel> priors() {
        return List.of(new PriorLevel(16, List.of(new PriorSize(8, 8), new PriorSize(4, 8))));
    }

    private static List<Box> found(BoxDecoder decoder, List<OutputTensor> outputs, int pictures, int picture) {
        Candidates found = new Candidates();
        decoder.decode(decoder.arrange(outputs, pictures), picture, found);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            boxes.add(new Box(
                    found.leftPx(i),
                    found.topPx(i),
                    found.rightPx(i),
                    found.bottomPx(i),
                    found.score(i),
                    found.label(i)));
        }
        return boxes;
    }

    private static void assertBoxes(List<Box> found, List<Box> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            Box box = found.get(i);
            Box right = expected.get(i);
            assertThat(box.label()).isEqualTo(right.label());
            assertThat(box.left()).as("left of %s", box).isCloseTo(right.left(), within(1e-5));
            assertThat(box.top()).as("top of %s", box).isCloseTo(right.top(), within(1e-5));
            assertThat(box.right()).as("right of %s", box).isCloseTo(right.right(), within(1e-5));
            assertThat(box.bottom()).as("bottom of %s", box).isCloseTo(right.bottom(), within(1e-5));
            assertThat(box.score()).as("score of %s", box).isCloseTo(right.score(), within(1e-6));
        }
    }

    /** The same output for two pictures, the first of which holds nothing. */
    private static OutputTensor afterAnEmptyPicture(OutputTensor one) {
        List<Integer> shape = new ArrayList<>(one.shape());
        FloatBuffer data = FloatBuffer.allocate(2 * one.data().remaining());
        boolean allInOne = one.axis(0) == 1 && shape.size() == 4;
        boolean rowsOnly = shape.size() == 2 && shape.get(1) == 6;
        if (allInOne || rowsOnly) { // rows of all pictures in one list
            data = FloatBuffer.allocate(one.data().remaining()).put(one.data().duplicate());
            for (int i = 0; allInOne && i < data.capacity(); i += 7) {
                data.put(i, data.get(i) < 0 ? -1 : 1);
            }
            return new OutputTensor("", shape, data.clear());
        }
        for (int i = 0; i < one.data().remaining(); i++) {
            data.put(shape.size() == 1 ? 0 : -9); // no rows; no score, no logit, no label
        }
        data.put(one.data().duplicate());
        shape.set(0, 2);
        return new OutputTensor("", shape, data.clear());
    }

    private static OutputTensor zeros(int... shape) {
        return named("", shape);
    }

    private static OutputTensor named(String name, int... shape) {
        List<Integer> axes = new ArrayList<>();
        int size = 1;
        for (int axis : shape) {
            axes.add(axis);
            size *= axis;
        }
        return new OutputTensor(name, axes, FloatBuffer.allocate(size));
    }

    private static Rows rows(int count, int width) {
        return new Rows(FloatBuffer.allocate(count * width), width);
    }

    /** Fills a tensor row by row. */
    private record Rows(FloatBuffer data, int width) {
        Rows set(int row, float... values) {
            assertThat(values).hasSize(width);
            data.put(row * width, values);
            return this;
        }

        OutputTensor tensor(Integer... shape) {
            return new OutputTensor("", List.of(shape), data);
        }
    }
}
