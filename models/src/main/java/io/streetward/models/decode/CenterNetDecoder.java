package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import java.util.List;

/**
 * Boxes from class peaks (Zhou et al., "Objects as Points", 2019), in the form that mobilenetv3_centernet exports:
 * {@code heat} holds, per class, the probability that an object's centre lies in a cell, and 0 in cells that are not
 * the largest of their 3×3 neighbourhood; {@code ltrb} holds the distances in input pixels from the cell's top-left
 * corner to the box's left, top, right and bottom edge.
 */
final class CenterNetDecoder implements BoxDecoder {
    private final InputSpec input;
    private final int stridePx;
    private final float[] thresholds;
    private final float lowestThreshold;
    /** A stretch of the heat map at a time: scanning an array is three times as fast as scanning a direct buffer. */
    private final float[] block = new float[4096];

    CenterNetDecoder(InputSpec input, int stridePx, float[] thresholds) {
        this.input = input;
        this.stridePx = stridePx;
        this.thresholds = thresholds.clone();
        float lowest = 1;
        for (float threshold : thresholds) {
            lowest = Math.min(lowest, threshold);
        }
        // A cell that is no peak holds 0 and is never a box, even where a threshold is 0.
        this.lowestThreshold = Math.max(lowest, Float.MIN_NORMAL);
    }

    @Override
    public void check(List<FeatureMap> outputs) {
        String heat = thresholds.length + "x" + input.heightPx() / stridePx + "x" + input.widthPx() / stridePx;
        String ltrb = "4x" + input.heightPx() / stridePx + "x" + input.widthPx() / stridePx;
        List<String> expected = List.of(heat, ltrb);
        List<String> came = outputs.stream().map(FeatureMap::shapeText).toList();
        if (!came.equals(expected)) {
            throw new IllegalArgumentException("the model returned " + came + ", expected " + expected
                    + " (labels × rows × columns of class peaks, then 4 × rows × columns of edge distances)");
        }
    }

    @Override
    public void decode(List<FeatureMap> outputs, int picture, Candidates into) {
        FeatureMap heat = outputs.get(0);
        FeatureMap ltrb = outputs.get(1);
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

    private void addBox(FeatureMap heat, FeatureMap ltrb, int picture, int index, float score, Candidates into) {
        int cells = heat.height() * heat.width();
        int label = heat.channelsLast() ? index % heat.channels() : index / cells;
        if (score < thresholds[label]) {
            return;
        }
        int cell = heat.channelsLast() ? index / heat.channels() : index % cells;
        int y = cell / heat.width();
        int x = cell % heat.width();
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
