package io.streetward.models.graph;

/** Rows and columns of zeros (or, for pooling, of nothing) around a value, in cells. */
public record Padding(int top, int left, int bottom, int right) {
    public static final Padding NONE = new Padding(0, 0, 0, 0);

    /**
     * TensorFlow's SAME padding: the output is {@code ceil(input / stride)}, and where the padding is odd the extra row
     * lies at the bottom and the extra column at the right.
     */
    public static Padding same(FeatureShape input, int kernelHeight, int kernelWidth, int stride, int dilation) {
        int vertical = total(input.height(), kernelHeight, stride, dilation);
        int horizontal = total(input.width(), kernelWidth, stride, dilation);
        return new Padding(vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2);
    }

    private static int total(int size, int kernel, int stride, int dilation) {
        int out = (size + stride - 1) / stride;
        return Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - size);
    }

    public boolean isSymmetric() {
        return top == bottom && left == right;
    }
}
