package io.streetward.models.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Shape of one value in a graph, without the batch axis.
 *
 * @param dims channels, height and width for a feature map; values that were reshaped may have fewer or more axes
 */
public record FeatureShape(List<Integer> dims) {
    public FeatureShape {
        dims = List.copyOf(dims);
    }

    /** A feature map's shape. */
    public FeatureShape(int channels, int height, int width) {
        this(List.of(channels, height, width));
    }

    /** Size of the first axis after the batch. */
    public int channels() {
        return dims.get(0);
    }

    /** Cells from top to bottom; feature maps only. */
    public int height() {
        return dims.get(1);
    }

    /** Cells from left to right; feature maps only. */
    public int width() {
        return dims.get(2);
    }

    /** Whether this has channels, height and width. */
    public boolean isMap() {
        return dims.size() == 3;
    }

    /** Values in one picture's share. */
    public int size() {
        return dims.stream().reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
