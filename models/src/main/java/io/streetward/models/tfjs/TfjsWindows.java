package io.streetward.models.tfjs;

import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Padding;
import io.streetward.models.graph.Weights;
import java.util.List;

/** The operators that slide a window over rows and columns: convolutions and pooling. */
final class TfjsWindows {
    private TfjsWindows() {}

    /** An operator and the shape of its result. */
    record Lowered(Op op, FeatureShape shape) {}

    static Lowered convolution(TfjsModel model, TfjsNode node, FeatureShape in, boolean depthwise)
            throws ImportException {
        Weights kernel = model.constant(node, 1); // height × width × in × out, or × multiplier when depth-wise
        if (depthwise && kernel.dim(3) != 1) {
            throw node.fault("has a depth multiplier of " + kernel.dim(3) + ", expected 1");
        }
        if (kernel.dim(2) != in.channels()) {
            throw node.fault("reads " + in.channels() + " channels, its kernel expects " + kernel.dim(2));
        }
        List<String> fused = node.strings("fused_ops");
        Weights bias = fused.contains("BiasAdd") ? model.constant(node, 2) : null;
        Activation activation = fusedActivation(node, fused);
        int stride = node.square("strides");
        int dilation = node.square("dilations");
        Padding padding = padding(node, in, kernel.dim(0), kernel.dim(1), stride, dilation);
        Weights weight = depthwise ? kernel.transpose(2, 3, 0, 1) : kernel.transpose(3, 2, 0, 1);
        int groups = depthwise ? in.channels() : 1;
        FeatureShape to = new FeatureShape(
                weight.dim(0),
                positions(in.height() + padding.top() + padding.bottom(), kernel.dim(0), stride, dilation),
                positions(in.width() + padding.left() + padding.right(), kernel.dim(1), stride, dilation));
        return new Lowered(new Op.Conv(weight, bias, stride, dilation, groups, padding, activation), to);
    }

    static Lowered maxPool(TfjsNode node, FeatureShape in) throws ImportException {
        int kernel = node.square("ksize");
        int stride = node.square("strides");
        Padding padding = padding(node, in, kernel, kernel, stride, 1);
        if (!padding.isSymmetric()) {
            throw node.fault("pads " + padding + ", expected the same on all sides");
        }
        FeatureShape to = new FeatureShape(
                in.channels(),
                positions(in.height() + padding.top() + padding.bottom(), kernel, stride, 1),
                positions(in.width() + padding.left() + padding.right(), kernel, stride, 1));
        return new Lowered(new Op.MaxPool(kernel, stride, padding), to);
    }

    private static Activation fusedActivation(TfjsNode node, List<String> fused) throws ImportException {
        Activation activation = Activation.NONE;
        for (String op : fused) {
            activation = switch (op) {
                case "BiasAdd" -> activation;
                case "Relu" -> Activation.RELU;
                case "Relu6" -> Activation.RELU6;
                case "Sigmoid" -> Activation.SIGMOID;
                default -> throw node.fault("has a fused " + op + ", expected BiasAdd, Relu, Relu6 or Sigmoid");
            };
        }
        return activation;
    }

    private static Padding padding(TfjsNode node, FeatureShape in, int height, int width, int stride, int dilation)
            throws ImportException {
        return switch (node.string("padding")) {
            case "SAME" -> Padding.same(in, height, width, stride, dilation);
            case "VALID" -> Padding.NONE;
            default -> throw node.fault("padding is " + node.string("padding") + ", expected SAME or VALID");
        };
    }

    private static int positions(int size, int kernel, int stride, int dilation) {
        return (size - (kernel - 1) * dilation - 1) / stride + 1;
    }
}
