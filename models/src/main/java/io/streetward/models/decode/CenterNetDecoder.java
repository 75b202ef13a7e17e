package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily.CenterNet;
import java.util.List;
import java.util.Map;

/**
 * Boxes from class peaks (Zhou et al., "Objects as Points", 2019), in the form that mobilenetv3_centernet exports:
 * {@code heat} holds, per class, the probability that an object's centre lies in a cell, and 0 in cells that are not
 * the largest of their 3×3 neighbourhood; {@code ltrb} holds the distances in input pixels from the cell's top-left
 * corner to the box's left, top, right and bottom edge.
 */
final class CenterNetDecoder implements BoxDecoder {
    private final int stridePx;
    private final Thresholds thresholds;
    private final OutputLayout layout;
    private final float lowestThreshold;
    /** A stretch of the heat map at a time: scanning an array is three times as fast as scanning a direct buffer. */
    private final float[] block = new float[4096];

    CenterNetDecoder(InputSpec input, CenterNet spec, Map<String, String> names, Thresholds thresholds) {
        this.stridePx = spec.stridePx();
        this.thresholds = thresholds;
        // A cell that is no peak holds 0 and is never a box, even where a threshold is 0.
        this.lowestThreshold = Math.max(thresholds.lowest(), Float.MIN_NORMAL);
        int rows = input.heightPx() / stridePx;
        int columns = input.widthPx() / stridePx;
        this.layout = new OutputLayout(
                        names, "pictures x labels x rows x columns of class peaks, then of 4 edge distances")
                .add("heat", List.of(OutputLayout.BATCH, thresholds.labels(), rows, columns))
                .add("ltrb", List.of(OutputLayout.BATCH, 4, rows, columns));
    }

    @Override
    public List<OutputTensor> arrange(List<OutputTensor> outputs, int pictures) {
        return layout.arrange(outputs, pictures);
    }

    @Override
    public void decode(List<OutputTensor> outputs, int picture, Candidates into) {
        OutputTensor heat = outputs.get(0);
        OutputTensor ltrb = outputs.get(1);
        int size = heat.pictureSize();
        into.clear();
        for (int from = 0; from < size; from += block.length) {
            int length = Math.min(block.length, size - from);
            heat.data().get(picture * size + from, block, 0, length);
            for (int i = next(0, length); i < length; i = next(i + 1, length)) {
                addBox(heat, ltrb, picture, from + i, block[i], into);
            }
        }
    }

    /** Where in the block, from {@code i} on, the next value lies that could be a box; {@code length} when none does. */
    private int next(int i, int length) {
        float[] values = block;
        float threshold = lowestThreshold;
        while (i < length && !(values[i] >= threshold)) { // NaN is no box either
            i++;
        }
        return i;
    }

    private void addBox(OutputTensor heat, OutputTensor ltrb, int picture, int index, float score, Candidates into) {
        int cells = heat.axis(2) * heat.axis(3);
        int label = heat.channelsLast() ? index % heat.axis(1) : index / cells;
        if (!thresholds.reached(label, score)) {
            return;
        }
        int cell = heat.channelsLast() ? index / heat.axis(1) : index % cells;
        int y = cell / heat.axis(3);
        int x = cell % heat.axis(3);
        float centerX = x * (float) stridePx;
        float centerY = y * (float) stridePx;
        into.add(
                centerX - ltrb.at(picture, 0, y, x),
                centerY - ltrb.at(picture, 1, y, x),
                centerX + ltrb.at(picture, 2, y, x),
                centerY + ltrb.at(picture, 3, y, x),
                score,
                label);
    }
}
