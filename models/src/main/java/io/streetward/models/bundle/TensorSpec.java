package io.streetward.models.bundle;

import java.util.List;

/**
 * How interleaved 8-bit pixels become a model's input tensor.
 *
 * @param type element type
 * @param layout order of the axes
 * @param scale pixels are first multiplied by this; float tensors only
 * @param mean then this is taken off, one per channel in the model's colour order; float tensors only
 * @param std then divided by this; float tensors only
 * @param batch how many pictures one call may carry
 */
public record TensorSpec(
        ElementType type, Layout layout, double scale, List<Double> mean, List<Double> std, Batch batch) {
    public TensorSpec {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** Element type. */
    public enum ElementType {
        UINT8,
        FLOAT32
    }

    /** Pictures per call. */
    public enum Batch {
        /** As many as wanted. */
        ANY,
        /** The model was exported for one. */
        ONE
    }

    /** Order of the axes. */
    public enum Layout {
        NHWC,
        NCHW
    }
}
