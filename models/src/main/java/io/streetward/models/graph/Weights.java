package io.streetward.models.graph;

import java.util.Arrays;

/**
 * A constant tensor. Its values stay as the source had them, so that half-precision weights can be stored as such; what
 * passes fold into it is kept apart as {@link #scale()} and applied once, when the archive is loaded.
 */
public final class Weights {
    private final int[] shape;
    private final float[] values;
    private final float scale;

    public Weights(int[] shape, float[] values) {
        this(shape.clone(), values.clone(), 1f);
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
        }
    }

    private Weights(int[] shape, float[] values, float scale) {
        this.shape = shape;
        this.values = values;
        this.scale = scale;
    }

    /** This tensor times {@code factor}. */
    public Weights times(float factor) {
        return new Weights(shape, values, scale * factor);
    }

    public int rank() {
        return shape.length;
    }

    public int dim(int axis) {
        return shape[axis];
    }

    public int size() {
        return values.length;
    }

    /** The stored value at {@code index} in row-major order, before {@link #scale()}. */
    public float value(int index) {
        return values[index];
    }

    /** Multiplies every stored value. */
    public float scale() {
        return scale;
    }

    /** A tensor of this shape with every value, scale included, put through {@code function} by its index. */
    public Weights mapped(Function function) {
        float[] to = new float[values.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = function.apply(i, values[i] * scale);
        }
        return new Weights(shape, to, 1);
    }

    /** What {@link #mapped} does to one value. */
    @FunctionalInterface
    public interface Function {
        float apply(int index, float value);
    }

    /** One number for each of {@code channels}. */
    public static Weights filled(int channels, float value) {
        float[] to = new float[channels];
        Arrays.fill(to, value);
        return new Weights(new int[] {channels}, to, 1);
    }

    /** Whether every value is {@code number}. */
    public boolean isAll(float number) {
        for (float value : values) {
            if (value * scale != number) {
                return false;
            }
        }
        return true;
    }

    /** Whether every stored value is a binary16 number. */
    public boolean isHalfExact() {
        for (float value : values) {
            if (!Half.isExact(value)) {
                return false;
            }
        }
        return true;
    }

    /** The same values with axes in another order: axis {@code i} of the result is axis {@code order[i]} of this. */
    public Weights transpose(int... order) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        int[] toShape = new int[shape.length];
        for (int axis = 0; axis < order.length; axis++) {
            toShape[axis] = shape[order[axis]];
        }
        float[] to = new float[values.length];
        int[] at = new int[shape.length];
        for (int i = 0; i < to.length; i++) {
            int from = 0;
            for (int axis = 0; axis < order.length; axis++) {
                from += at[axis] * strides[order[axis]];
            }
            to[i] = values[from];
            for (int axis = shape.length - 1; axis >= 0 && ++at[axis] == toShape[axis]; axis--) {
                at[axis] = 0;
            }
        }
        return new Weights(toShape, to, scale);
    }

    /** This out × in × height × width kernel with rows of zeros above it and columns of zeros to its left. */
    public Weights withZerosBefore(int rows, int columns) {
        int height = shape[2];
        int width = shape[3];
        int toWidth = width + columns;
        int toSize = (height + rows) * toWidth;
        int kernels = shape[0] * shape[1];
        float[] to = new float[kernels * toSize];
        for (int kernel = 0; kernel < kernels; kernel++) {
            for (int y = 0; y < height; y++) {
                int from = (kernel * height + y) * width;
                System.arraycopy(values, from, to, kernel * toSize + (y + rows) * toWidth + columns, width);
            }
        }
        return new Weights(new int[] {shape[0], shape[1], height + rows, toWidth}, to, scale);
    }

    @Override
    public String toString() {
        return "Weights" + Arrays.toString(shape);
    }
}
