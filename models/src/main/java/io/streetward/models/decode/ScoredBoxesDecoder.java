package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily.Ssd;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Boxes N×4 (corners) and class probabilities as two outputs, before the suppression.
 *
 * <p>SSD: scores N×C with the background's class, boxes in 0..1 of the input (qfgaohao/pytorch-ssd, {@code
 * vision/ssd/ssd.py}, {@code forward} with {@code is_test}). PicoDet: scores C×N, boxes in input pixels (PaddleDetection,
 * {@code export.nms=False}). The shapes tell the two outputs apart where their order differs.
 */
final class ScoredBoxesDecoder implements BoxDecoder {
    private final float scaleX;
    private final float scaleY;
    private final int classes;
    private final int firstLabel;
    private final boolean classMajor;
    private final Thresholds thresholds;
    private final OutputLayout layout;

    private ScoredBoxesDecoder(
            float scaleX,
            float scaleY,
            int classes,
            int firstLabel,
            boolean classMajor,
            OutputLayout layout,
            Thresholds thresholds) {
        this.scaleX = scaleX;
        this.scaleY = scaleY;
        this.classes = classes;
        this.firstLabel = firstLabel;
        this.classMajor = classMajor;
        this.thresholds = thresholds;
        this.layout = layout;
    }

    static ScoredBoxesDecoder ssd(
            InputSpec input, Ssd.Background background, Map<String, String> names, Thresholds thresholds) {
        int classes = thresholds.labels() + (background == Ssd.Background.NONE ? 0 : 1);
        OutputLayout layout = new OutputLayout(
                        names, "pictures x boxes x left, top, right, bottom, then x " + classes + " classes")
                .add("boxes", List.of(OutputLayout.BATCH, OutputLayout.ANY, 4))
                .add("scores", List.of(OutputLayout.BATCH, OutputLayout.ANY, classes));
        int firstLabel = background == Ssd.Background.FIRST ? 1 : 0;
        return new ScoredBoxesDecoder(
                input.widthPx(), input.heightPx(), classes, firstLabel, false, layout, thresholds);
    }

    static ScoredBoxesDecoder picoDet(Map<String, String> names, Thresholds thresholds) {
        int classes = thresholds.labels();
        OutputLayout layout = new OutputLayout(
                        names, "pictures x boxes x left, top, right, bottom; pictures x " + classes + " labels x boxes")
                .add("boxes", List.of(OutputLayout.BATCH, OutputLayout.ANY, 4))
                .add("scores", List.of(OutputLayout.BATCH, classes, OutputLayout.ANY));
        return new ScoredBoxesDecoder(1, 1, classes, 0, true, layout, thresholds);
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        OutputTensor boxes = outputs.get(0);
        FloatBuffer scores = outputs.get(1).data();
        int count = boxes.axis(1);
        int first = picture * count * classes;
        into.clear();
        for (int label = 0; label < thresholds.labels(); label++) {
            int column = firstLabel + label;
            for (int i = 0; i < count; i++) {
                float score = scores.get(first + (classMajor ? column * count + i : i * classes + column));
                if (thresholds.reached(label, score)) {
                    add(boxes.data(), 4 * (picture * count + i), score, label, into);
                }
            }
        }
    }

    private void add(FloatBuffer boxes, int at, float score, int label, Candidates into) {
        into.add(
                boxes.get(at) * scaleX,
                boxes.get(at + 1) * scaleY,
                boxes.get(at + 2) * scaleX,
                boxes.get(at + 3) * scaleY,
                score,
                label);
    }
}
