package io.streetward.models.torchscript;

import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Padding;
import io.streetward.models.graph.Step;
import io.streetward.models.graph.Weights;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One operation as a TorchScript expression. */
final class TorchOps {
    private static final int FLOAT32 = 6; // c10::ScalarType::Float
    private static final int CHANNELS_LAST = 2; // c10::MemoryFormat::ChannelsLast

    private final Tensors tensors;

    TorchOps(Tensors tensors) {
        this.tensors = tensors;
    }

    /** Where constants go. */
    @FunctionalInterface
    interface Tensors {
        /** The expression that reads {@code weights} in the program. */
        String name(Weights weights);
    }

    /**
     * The expression that computes {@code op}.
     *
     * @param in the inputs' variables
     * @param overwrite whether the first input may be overwritten: one pass over memory less
     * @param to shape of the result
     */
    String expression(Op op, List<String> in, boolean overwrite, FeatureShape to) {
        if (op instanceof Op.Image) {
            return "torch.to(torch.permute(images, [0, 3, 1, 2]), " + FLOAT32 + ", False, False, " + CHANNELS_LAST
                    + ")";
        } else if (op instanceof Op.Constant constant) {
            return tensors.name(constant.value());
        } else if (op instanceof Op.Conv conv) {
            return convolution(in.get(0), conv);
        } else if (op instanceof Op.Affine affine) {
            return affine(in.get(0), affine, overwrite);
        } else if (op instanceof Op.Activate activate) {
            return activation(in.get(0), activate.kind(), overwrite);
        } else if (op instanceof Op.AddScalar add) {
            return "torch.add(" + in.get(0) + ", " + number(add.value()) + ")";
        } else if (op instanceof Op.MulScalar mul) {
            return "torch.mul(" + in.get(0) + ", " + number(mul.value()) + ")";
        } else if (op instanceof Op.Add add) {
            String alpha = add.rightScale() == 1 ? "" : ", alpha=" + number(add.rightScale());
            return "torch.add(" + in.get(0) + ", " + in.get(1) + alpha + ")";
        } else if (op instanceof Op.Mul) {
            return "torch.mul(" + in.get(0) + ", " + in.get(1) + ")";
        } else if (op instanceof Op.Div) {
            return "torch.div(" + in.get(0) + ", " + in.get(1) + ")";
        } else if (op instanceof Op.KeepWhereEqual) {
            return "torch.mul(" + in.get(0) + ", torch.eq(" + in.get(0) + ", " + in.get(1) + "))";
        } else if (op instanceof Op.Softmax softmax) {
            return "torch.softmax(" + in.get(0) + ", " + softmax.axis() + ", None)";
        }
        return rearrangement(op, in, to);
    }

    /** What moves, joins, pools or resamples values. */
    private static String rearrangement(Op op, List<String> in, FeatureShape to) {
        String x = in.get(0);
        if (op instanceof Op.SpatialMean) {
            return "torch.mean(" + x + ", [2, 3], True)";
        } else if (op instanceof Op.Concat concat) {
            return "torch.cat([" + String.join(", ", in) + "], " + concat.axis() + ")";
        } else if (op instanceof Op.EnlargeBilinear) {
            return enlarge(x, to);
        } else if (op instanceof Op.Resize resize) {
            return resize(x, resize.sampling(), to);
        } else if (op instanceof Op.MaxPool pool) {
            return "torch.max_pool2d(" + window(x, pool.kernel(), pool.stride(), pool.padding()) + ", [1, 1], False)";
        } else if (op instanceof Op.AveragePool pool) {
            return "torch.avg_pool2d(" + window(x, pool.kernel(), pool.stride(), pool.padding()) + ", False, "
                    + (pool.countPadding() ? "True" : "False") + ", None)";
        } else if (op instanceof Op.Slice slice) {
            return "torch.slice(" + x + ", " + slice.axis() + ", " + slice.start() + ", " + slice.end() + ", "
                    + slice.step() + ")";
        } else if (op instanceof Op.Reshape) {
            return "torch.reshape(" + x + ", [-1, " + joined(to.dims()) + "])";
        } else if (op instanceof Op.Transpose transpose) {
            return "torch.permute(" + x + ", [" + joined(transpose.order()) + "])";
        } else if (op instanceof Op.CellRows) {
            return "torch.reshape(torch.permute(" + x + ", [0, 2, 3, 1]), [-1, " + joined(to.dims()) + "])";
        } else if (op instanceof Op.ChannelShuffle shuffle) {
            return "torch.channel_shuffle(" + x + ", " + shuffle.groups() + ")";
        } else if (op instanceof Op.Pad pad) {
            return padded(x, pad.padding());
        }
        throw new IllegalStateException("no translation for " + op);
    }

    private String convolution(String x, Op.Conv conv) {
        Padding padding = conv.padding();
        if (!padding.isSymmetric()) {
            x = padded(x, padding);
            padding = Padding.NONE;
        }
        String convolved = "torch.conv2d(" + x + ", " + tensor(conv.weight()) + ", "
                + tensor(conv.bias()) + ", " + pair(conv.stride()) + ", [" + padding.top() + ", " + padding.left()
                + "], " + pair(conv.dilation()) + ", " + conv.groups() + ")";
        return activation(convolved, conv.activation(), true);
    }

    private String tensor(@Nullable Weights weights) {
        return weights == null ? "None" : tensors.name(weights);
    }

    private String affine(String x, Op.Affine affine, boolean overwrite) {
        String suffix = overwrite ? "_" : "";
        if (!affine.scale().isAll(1)) {
            x = "torch.mul" + suffix + "(" + x + ", " + tensors.name(perChannel(affine.scale())) + ")";
            suffix = "_";
        }
        return "torch.add" + suffix + "(" + x + ", " + tensors.name(perChannel(affine.offset())) + ")";
    }

    private static Weights perChannel(Weights weights) {
        float[] values = new float[weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights.value(i);
        }
        return new Weights(new int[] {values.length, 1, 1}, values).times(weights.scale());
    }

    private static String activation(String x, Activation activation, boolean inPlace) {
        String suffix = inPlace ? "_" : "";
        return switch (activation.kind()) {
            case NONE -> x;
            case RELU -> "torch.relu" + suffix + "(" + x + ")";
            case RELU6 -> "torch.clamp" + suffix + "(" + x + ", 0, 6)";
            case CLIP ->
                "torch.clamp" + suffix + "(" + x + ", " + bound(activation.first()) + ", " + bound(activation.second())
                        + ")";
            case LEAKY_RELU -> "torch.leaky_relu" + suffix + "(" + x + ", " + number(activation.first()) + ")";
            case HARD_SIGMOID -> "torch.hardsigmoid" + suffix + "(" + x + ")";
            case HARD_SWISH -> "torch.hardswish" + suffix + "(" + x + ")";
            case SIGMOID -> "torch.sigmoid" + suffix + "(" + x + ")";
            case SILU -> "torch.silu" + suffix + "(" + x + ")";
            case TANH -> "torch.tanh" + suffix + "(" + x + ")";
            case EXP -> "torch.exp" + suffix + "(" + x + ")";
            case SQRT -> "torch.sqrt" + suffix + "(" + x + ")";
            case ABS -> "torch.abs" + suffix + "(" + x + ")";
            case RECIPROCAL -> "torch.reciprocal" + suffix + "(" + x + ")";
        };
    }

    /**
     * PyTorch has no such resize, but its align_corners one hits input position {@code i / factor} exactly when the
     * input gets one more (repeated) row and column and the output {@code factor · n + 1}, of which the last is cut off.
     */
    private static String enlarge(String x, FeatureShape to) {
        int height = to.height();
        int width = to.width();
        x = "torch.replication_pad2d(" + x + ", [0, 1, 0, 1])";
        x = "torch.upsample_bilinear2d(" + x + ", [" + (height + 1) + ", " + (width + 1) + "], True)";
        return "torch.slice(torch.slice(" + x + ", 2, 0, " + height + "), 3, 0, " + width + ")";
    }

    private static String resize(String x, Op.Sampling sampling, FeatureShape to) {
        String size = "[" + to.height() + ", " + to.width() + "]";
        return switch (sampling) {
            case NEAREST_FLOOR -> "torch.upsample_nearest2d(" + x + ", " + size + ")";
            case NEAREST_CENTRE -> "torch._upsample_nearest_exact2d(" + x + ", " + size + ")";
            case LINEAR_CENTRE -> "torch.upsample_bilinear2d(" + x + ", " + size + ", False)";
            case LINEAR_CORNERS -> "torch.upsample_bilinear2d(" + x + ", " + size + ", True)";
        };
    }

    private static String window(String x, Step kernel, Step stride, Padding padding) {
        if (!padding.isSymmetric()) {
            throw new IllegalStateException("pooling with uneven padding has no translation");
        }
        return x + ", " + pair(kernel) + ", " + pair(stride) + ", [" + padding.top() + ", " + padding.left() + "]";
    }

    private static String padded(String x, Padding padding) {
        return "torch.constant_pad_nd(" + x + ", [" + padding.left() + ", " + padding.right() + ", " + padding.top()
                + ", " + padding.bottom() + "], 0)";
    }

    private static String pair(Step step) {
        return "[" + step.rows() + ", " + step.columns() + "]";
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String bound(float value) {
        return Math.abs(value) >= Float.MAX_VALUE ? "None" : number(value);
    }

    /** A literal that reads back as the same double. */
    static String number(float value) {
        return Double.toString(value);
    }
}
