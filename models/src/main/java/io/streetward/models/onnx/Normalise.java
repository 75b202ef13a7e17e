package io.streetward.models.onnx;

import io.streetward.models.graph.Op;
import io.streetward.models.graph.Weights;
import java.util.List;

/**
 * What a model wants done to pixels of 0..255: {@code (pixel · scale − mean) / std}, channel by channel in the model's
 * colour order.
 */
public record Normalise(double scale, List<Double> mean, List<Double> std) {
    /** Pixels as they are. */
    public static final Normalise NONE = new Normalise(1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    public Normalise {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3 || std.contains(0.0)) {
            throw new IllegalArgumentException("mean is " + mean + " and std " + std
                    + ", expected three numbers each and none of the latter 0: they divide");
        }
    }

    /** Whether pixels stay as they are. */
    public boolean isNone() {
        return equals(NONE);
    }

    Op.Affine affine() {
        Weights gain = Weights.filled(3, 0).mapped((c, none) -> (float) (scale / std.get(c)));
        Weights offset = Weights.filled(3, 0).mapped((c, none) -> (float) (-mean.get(c) / std.get(c)));
        return new Op.Affine(gain, offset);
    }
}
