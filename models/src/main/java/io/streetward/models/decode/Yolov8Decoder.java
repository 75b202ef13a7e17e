package io.streetward.models.decode;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Boxes (centre and size) and class probabilities without objectness, as {@code ultralytics/nn/modules/head.py} exports
 * them for YOLOv8, v9 and v11 ({@code Detect._inference}): (4+C)×N, in input pixels. N×(4+C) is read too; that is also
 * the form of Ultralytics' RT-DETR ({@code RTDETRDecoder.forward}), there with boxes in 0..1 of the input.
 */
final class Yolov8Decoder implements BoxDecoder {
    private static final int CLASSES = 4;

    private final float scaleX;
    private final float scaleY;
    private final Thresholds thresholds;
    private final OutputLayout layout;
    private final float[] row;
    private float[] column = new float[0];
    private float[] bestScore = new float[0];
    private int[] bestLabel = new int[0];

    /** Boxes are multiplied by the scales to give input pixels. */
    Yolov8Decoder(float scaleX, float scaleY, Map<String, String> names, Thresholds thresholds) {
        this.scaleX = scaleX;
        this.scaleY = scaleY;
        this.thresholds = thresholds;
        this.row = new float[CLASSES + thresholds.labels()];
        String meaning = "pictures x centre, size, " + thresholds.labels() + " labels x boxes, or the last two swapped";
        this.layout = new OutputLayout(names, meaning)
                .add(
                        "rows",
                        List.of(OutputLayout.BATCH, row.length, OutputLayout.ANY),
                        List.of(OutputLayout.BATCH, OutputLayout.ANY, row.length));
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        OutputTensor rows = outputs.get(0);
        into.clear();
        int from = picture * rows.pictureSize();
        if (rows.axis(1) == row.length) {
            decodeColumns(rows.data(), from, rows.axis(2), into);
        } else {
            decodeRows(rows.data(), from, rows.axis(1), into);
        }
    }

    private void decodeRows(FloatBuffer data, int from, int boxes, Candidates into) {
        for (int i = 0; i < boxes; i++) {
            data.get(from + i * row.length, row);
            int label = thresholds.strongest(row, CLASSES, 1);
            if (label >= 0) {
                add(row[0], row[1], row[2], row[3], row[CLASSES + label], label, into);
            }
        }
    }

    /** One class at a time over all boxes, as they lie in memory. */
    private void decodeColumns(FloatBuffer data, int from, int boxes, Candidates into) {
        if (column.length != boxes) {
            column = new float[boxes];
            bestScore = new float[boxes];
            bestLabel = new int[boxes];
        }
        Arrays.fill(bestScore, Float.NEGATIVE_INFINITY);
        for (int label = 0; label < thresholds.labels(); label++) {
            data.get(from + (CLASSES + label) * boxes, column);
            for (int i = 0; i < boxes; i++) {
                if (column[i] > bestScore[i] && thresholds.reached(label, column[i])) {
                    bestScore[i] = column[i];
                    bestLabel[i] = label;
                }
            }
        }
        for (int i = 0; i < boxes; i++) {
            if (bestScore[i] > Float.NEGATIVE_INFINITY) {
                int at = from + i;
                add(
                        data.get(at),
                        data.get(at + boxes),
                        data.get(at + 2 * boxes),
                        data.get(at + 3 * boxes),
                        bestScore[i],
                        bestLabel[i],
                        into);
            }
        }
    }

    private void add(float x, float y, float w, float h, float score, int label, Candidates into) {
        into.addCentred(x * scaleX, y * scaleY, w * scaleX, h * scaleY, score, label);
    }
}
