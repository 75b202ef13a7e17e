package io.streetward.models.graph;

import org.jspecify.annotations.Nullable;

/** What a {@link Node} computes from its inputs. */
public sealed interface Op {
    /** The picture: 8-bit N×H×W×3 as it comes, seen as float N×3×H×W in 0..255. No inputs. */
    record Image(int heightPx, int widthPx) implements Op {}

    /**
     * Two-dimensional convolution, bias, then an activation. One input.
     *
     * @param weight out × in/groups × height × width
     * @param bias one per output channel, or none
     * @param stride the same in both directions
     */
    record Conv(
            Weights weight,
            @Nullable Weights bias,
            int stride,
            int dilation,
            int groups,
            Padding padding,
            Activation activation)
            implements Op {
        /** The same convolution of {@code factor} times the input. */
        public Conv ofScaledInput(float factor) {
            return new Conv(weight.times(factor), bias, stride, dilation, groups, padding, activation);
        }

        public Conv withActivation(Activation newActivation) {
            return new Conv(weight, bias, stride, dilation, groups, padding, newActivation);
        }

        /** The same convolution with {@code factor} times the output; only without an activation. */
        public Conv withScaledOutput(float factor) {
            if (activation != Activation.NONE) {
                throw new IllegalStateException("an activation lies between");
            }
            Weights scaledBias = bias == null ? null : bias.times(factor);
            return new Conv(weight.times(factor), scaledBias, stride, dilation, groups, padding, activation);
        }
    }

    /** An activation on its own. One input. */
    record Activate(Activation kind) implements Op {}

    /** Adds a number. One input. */
    record AddScalar(float value) implements Op {}

    /** Multiplies by a number. One input. */
    record MulScalar(float value) implements Op {}

    /** Computes first + rightScale · second, element-wise with broadcasting. Two inputs. */
    record Add(float rightScale) implements Op {}

    /** Element-wise product with broadcasting. Two inputs. */
    record Mul() implements Op {}

    /** Mean over height and width, kept as 1 × 1. One input. */
    record SpatialMean() implements Op {}

    /** Concatenation of channels. Two or more inputs. */
    record Concat() implements Op {}

    /**
     * Bilinear enlargement by a whole factor, where output cell {@code i} lies on input position {@code i / factor}
     * (TensorFlow with neither align_corners nor half_pixel_centers, ONNX "asymmetric"); beyond the last cell the edge
     * is repeated. One input.
     */
    record EnlargeBilinear(int factor) implements Op {}

    /** Maximum over a square window. One input. */
    record MaxPool(int kernel, int stride, Padding padding) implements Op {}

    /** The first input where it equals the second, 0 elsewhere. Two inputs. */
    record KeepWhereEqual() implements Op {}
}
