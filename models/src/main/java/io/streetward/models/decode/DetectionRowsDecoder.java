package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily.Ssd;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Finished detections, one per row: a box's corners, its score and its label's number.
 *
 * <ul>
 *   <li>YOLOv10 and end-to-end exports: N×6, corners in input pixels, score, label ({@code
 *       ultralytics/nn/modules/head.py}, {@code Detect.postprocess}).
 *   <li>OpenVINO's DetectionOutput: 1×1×N×7, picture's number (below 0 after the last), label, score, corners in 0..1 of
 *       the input; rows of all pictures in one list.
 *   <li>PaddleDetection with post-processing: M×6 over all pictures, label (below 0 when none), score, corners in input
 *       pixels, and an output with each picture's number of rows.
 * </ul>
 */
final class DetectionRowsDecoder implements BoxDecoder {
    private final Columns columns;
    private final float scaleX;
    private final float scaleY;
    private final int firstLabel;
    private final Thresholds thresholds;
    private final OutputLayout layout;

    /** Which rows are a picture's. */
    private enum Rows {
        PER_PICTURE,
        NUMBERED,
        COUNTED
    }

    /** Where in a row things are. */
    private record Columns(Rows rows, int width, int label, int score, int box) {}

    private DetectionRowsDecoder(
            Columns columns, float scaleX, float scaleY, int firstLabel, OutputLayout layout, Thresholds thresholds) {
        this.columns = columns;
        this.scaleX = scaleX;
        this.scaleY = scaleY;
        this.firstLabel = firstLabel;
        this.thresholds = thresholds;
        this.layout = layout;
    }

    static DetectionRowsDecoder yolov10(Map<String, String> names, Thresholds thresholds) {
        OutputLayout layout = new OutputLayout(names, "pictures x detections x left, top, right, bottom, score, label")
                .add("detections", List.of(OutputLayout.BATCH, OutputLayout.ANY, 6));
        return new DetectionRowsDecoder(new Columns(Rows.PER_PICTURE, 6, 5, 4, 0), 1, 1, 0, layout, thresholds);
    }

    static DetectionRowsDecoder ssd(
            InputSpec input, Ssd.Background background, Map<String, String> names, Thresholds thresholds) {
        OutputLayout layout = new OutputLayout(
                        names, "1 x 1 x detections x picture, label, score, left, top, right, bottom")
                .add("detections", List.of(1, 1, OutputLayout.ANY, 7));
        int firstLabel = background == Ssd.Background.FIRST ? 1 : 0;
        return new DetectionRowsDecoder(
                new Columns(Rows.NUMBERED, 7, 1, 2, 3),
                input.widthPx(),
                input.heightPx(),
                firstLabel,
                layout,
                thresholds);
    }

    static DetectionRowsDecoder picoDet(Map<String, String> names, Thresholds thresholds) {
        OutputLayout layout = new OutputLayout(
                        names, "detections of all pictures x label, score, left, top, right, bottom; rows per picture")
                .add("detections", List.of(OutputLayout.ANY, 6))
                .add("counts", List.of(OutputLayout.BATCH));
        return new DetectionRowsDecoder(new Columns(Rows.COUNTED, 6, 0, 1, 2), 1, 1, 0, layout, thresholds);
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        OutputTensor rows = outputs.get(0);
        int total = rows.data().remaining() / columns.width;
        into.clear();
        switch (columns.rows) {
            case PER_PICTURE -> addAll(rows.data(), picture * rows.axis(1), rows.axis(1), into);
            case COUNTED -> addCounted(rows.data(), outputs.get(1).data(), picture, total, into);
            case NUMBERED -> {
                for (int i = 0; i < total && rows.data().get(i * columns.width) >= 0; i++) {
                    if (rows.data().get(i * columns.width) == picture) {
                        addAll(rows.data(), i, 1, into);
                    }
                }
            }
        }
    }

    private void addCounted(FloatBuffer rows, FloatBuffer counts, int picture, int total, Candidates into) {
        int first = 0;
        for (int i = 0; i < picture; i++) {
            first += (int) counts.get(i);
        }
        int count = (int) counts.get(picture);
        if (count < 0 || first + count > total) {
            throw new IllegalArgumentException("the model says that picture " + picture + " has rows " + first + " to "
                    + (first + count) + ", expected rows among the " + total + " returned");
        }
        addAll(rows, first, count, into);
    }

    private void addAll(FloatBuffer rows, int first, int count, Candidates into) {
        for (int i = first; i < first + count; i++) {
            int at = i * columns.width;
            float score = rows.get(at + columns.score);
            if (score >= thresholds.lowest()) {
                int label = thresholds.labelOf(rows.get(at + columns.label) - firstLabel);
                if (label >= 0 && thresholds.reached(label, score)) {
                    int box = at + columns.box;
                    into.add(
                            rows.get(box) * scaleX,
                            rows.get(box + 1) * scaleY,
                            rows.get(box + 2) * scaleX,
                            rows.get(box + 3) * scaleY,
                            score,
                            label);
                }
            }
        }
    }
}
