package io.streetward.models.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Node} computes from its inputs. Axes are counted with the batch as axis 0. */
public sealed interface Op {
    /** Whether the result may share memory with an input or with the program, so that it must not be written to. */
    default boolean isView() {
        return false;
    }

    /** Whether f(s·x) = s·f(x) for every s > 0, when all inputs are scaled alike. */
    default boolean commutesWithScale() {
        return false;
    }

    /** The picture: 8-bit N×H×W×3 as it comes, seen as float N×3×H×W in 0..255. No inputs. */
    record Image(int heightPx, int widthPx) implements Op {
        @Override
        public boolean isView() {
            return true;
        }
    }

    /** A tensor that is the same for every picture; its shape has the batch axis where it has all axes. No inputs. */
    record Constant(Weights value) implements Op {
        @Override
        public boolean isView() {
            return true;
        }
    }

    /**
     * Two-dimensional convolution, bias, then an activation. One input.
     *
     * @param weight out × in/groups × height × width
     * @param bias one per output channel, or none
     */
    record Conv(
            Weights weight,
            @Nullable Weights bias,
            Step stride,
            Step dilation,
            int groups,
            Padding padding,
            Activation activation)
            implements Op {
        /** The same stride and dilation in both directions. */
        public Conv(
                Weights weight,
                @Nullable Weights bias,
                int stride,
                int dilation,
                int groups,
                Padding padding,
                Activation activation) {
            this(weight, bias, Step.of(stride), Step.of(dilation), groups, padding, activation);
        }

        /** The same convolution of {@code factor} times the input. */
        public Conv ofScaledInput(float factor) {
            return withWeights(weight.times(factor), bias);
        }

        public Conv withActivation(Activation newActivation) {
            return new Conv(weight, bias, stride, dilation, groups, padding, newActivation);
        }

        public Conv withWeights(Weights newWeight, @Nullable Weights newBias) {
            return new Conv(newWeight, newBias, stride, dilation, groups, padding, activation);
        }

        /** The same convolution with {@code factor} times the output; only without an activation. */
        public Conv withScaledOutput(float factor) {
            if (!activation.equals(Activation.NONE)) {
                throw new IllegalStateException("an activation lies between");
            }
            return withWeights(weight.times(factor), bias == null ? null : bias.times(factor));
        }
    }

    /** Computes scale · x + offset with a number of each per channel. One input, a feature map. */
    record Affine(Weights scale, Weights offset) implements Op {}

    /** An activation on its own. One input. */
    record Activate(Activation kind) implements Op {
        @Override
        public boolean commutesWithScale() {
            return kind.commutesWithScale();
        }
    }

    /** Adds a number. One input. */
    record AddScalar(float value) implements Op {}

    /** Multiplies by a number. One input. */
    record MulScalar(float value) implements Op {}

    /** Computes first + rightScale · second, element-wise with broadcasting. Two inputs. */
    record Add(float rightScale) implements Op {}

    /** Element-wise product with broadcasting. Two inputs. */
    record Mul() implements Op {}

    /** Element-wise quotient with broadcasting. Two inputs. */
    record Div() implements Op {}

    /** Mean over height and width, kept as 1 × 1. One input. */
    record SpatialMean() implements Op {
        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** Concatenation along an axis. Two or more inputs. */
    record Concat(int axis) implements Op {
        /** Joins channels. */
        public Concat() {
            this(1);
        }

        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /**
     * Bilinear enlargement by a whole factor, where output cell {@code i} lies on input position {@code i / factor}
     * (TensorFlow with neither align_corners nor half_pixel_centers, ONNX "asymmetric"); beyond the last cell the edge
     * is repeated. One input.
     */
    record EnlargeBilinear(int factor) implements Op {
        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** Resizes to the node's shape. One input. */
    record Resize(Sampling sampling) implements Op {
        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** How output cell i of n finds its value among m input cells. */
    enum Sampling {
        /** Takes input cell ⌊i · m / n⌋. */
        NEAREST_FLOOR,
        /** Takes input cell ⌊(i + ½) · m / n⌋. */
        NEAREST_CENTRE,
        /** Interpolates at (i + ½) · m / n − ½; the edge is repeated. */
        LINEAR_CENTRE,
        /** Interpolates at i · (m − 1) / (n − 1). */
        LINEAR_CORNERS
    }

    /** Maximum over a window; padding never wins. One input. */
    record MaxPool(Step kernel, Step stride, Padding padding) implements Op {
        /** A square window. */
        public MaxPool(int kernel, int stride, Padding padding) {
            this(Step.of(kernel), Step.of(stride), padding);
        }

        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** Mean over a window, of which padding is part only where {@code countPadding} says so. One input. */
    record AveragePool(Step kernel, Step stride, Padding padding, boolean countPadding) implements Op {
        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** The first input where it equals the second, 0 elsewhere. Two inputs. */
    record KeepWhereEqual() implements Op {
        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** Every {@code step}th cell of an axis from {@code start} up to but not including {@code end}. One input. */
    record Slice(int axis, int start, int end, int step) implements Op {
        @Override
        public boolean isView() {
            return true;
        }

        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** The same values in the same order in the node's shape. One input. */
    record Reshape() implements Op {
        @Override
        public boolean isView() {
            return true;
        }

        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** Axis {@code i} of the result is axis {@code order.get(i)} of the input; the batch stays first. One input. */
    record Transpose(List<Integer> order) implements Op {
        public Transpose {
            order = List.copyOf(order);
        }

        @Override
        public boolean isView() {
            return true;
        }

        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** A feature map's cells row by row, each with its channels: C×H×W becomes HW×C. One input. */
    record CellRows() implements Op {
        @Override
        public boolean isView() {
            return true;
        }

        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** Deals channels out: channel {@code g·n + i} of {@code groups} runs of n moves to {@code i·groups + g}. One input. */
    record ChannelShuffle(int groups) implements Op {
        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }

    /** Softmax along an axis. One input. */
    record Softmax(int axis) implements Op {}

    /** Zeros around a feature map. One input. */
    record Pad(Padding padding) implements Op {
        @Override
        public boolean commutesWithScale() {
            return true;
        }
    }
}
