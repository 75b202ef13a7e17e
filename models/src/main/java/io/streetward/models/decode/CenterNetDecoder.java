package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import java.nio.FloatBuffer;
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
        FloatBuffer values = heat.data();
        int first = picture * heat.pictureSize();
        into.clear();
        for (int i = 0; i < heat.pictureSize(); i++) {
            float score = values.get(first + i);
            if (score >= lowestThreshold) {
                addBox(heat, ltrb, picture, i, score, into);
            }
        }
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
