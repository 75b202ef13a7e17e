package io.streetward.models.onnx;

import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Padding;
import io.streetward.models.graph.Step;
import io.streetward.models.graph.Weights;
import java.util.List;

/** Convolutions, pools and what else works on feature maps through a window or channel by channel. */
final class OnnxWindows {
    private final OnnxValues values;

    OnnxWindows(OnnxValues values) {
        this.values = values;
    }

    void convolution(OnnxNode node) throws ImportException {
        OnnxTensor kernel = values.constant(node, 1);
        FeatureShape from = values.map(node, 0);
        int groups = node.integer("group", 1);
        if (kernel.rank() != 4 || kernel.dim(1) * groups != from.channels()) {
            throw node.fault("has a kernel " + kernel.dims() + " in " + groups + " groups for " + from
                    + ", expected two dimensions and as many channels");
        }
        Window window = window(node, from, new Step(kernel.dim(2), kernel.dim(3)));
        Weights bias = node.has(2) ? values.constant(node, 2).weights() : null;
        Op op = new Op.Conv(
                kernel.weights(), bias, window.stride, window.dilation, groups, window.padding, Activation.NONE);
        values.emit(node, op, List.of(values.value(node, 0)), window.shape(kernel.dim(0)));
    }

    void maxPool(OnnxNode node) throws ImportException {
        FeatureShape from = values.map(node, 0);
        Window window = pool(node, from);
        Op op = new Op.MaxPool(window.kernel, window.stride, window.padding);
        values.emit(node, op, List.of(values.value(node, 0)), window.shape(from.channels()));
    }

    void averagePool(OnnxNode node) throws ImportException {
        FeatureShape from = values.map(node, 0);
        Window window = pool(node, from);
        boolean countPadding = node.integer("count_include_pad", 0) != 0;
        Op op = new Op.AveragePool(window.kernel, window.stride, window.padding, countPadding);
        values.emit(node, op, List.of(values.value(node, 0)), window.shape(from.channels()));
    }

    private static Window pool(OnnxNode node, FeatureShape from) throws ImportException {
        List<Integer> kernel = node.integers("kernel_shape", List.of());
        if (kernel.size() != 2 || node.outputs().size() != 1) {
            throw node.fault("has a kernel " + kernel + " and " + node.outputs().size()
                    + " results, expected two dimensions and one result");
        }
        Window window = window(node, from, new Step(kernel.get(0), kernel.get(1)));
        if (!window.padding.isSymmetric() || !window.dilation.isOne()) {
            throw node.fault("has uneven padding " + window.padding + " or dilation, expected even padding and none");
        }
        if (node.integer("ceil_mode", 0) != 0 && !window.fitsExactly()) {
            throw node.fault("rounds its size up (ceil_mode), expected down");
        }
        return window;
    }

    void globalAverage(OnnxNode node) throws ImportException {
        FeatureShape from = values.map(node, 0);
        values.emit(
                node, new Op.SpatialMean(), List.of(values.value(node, 0)), new FeatureShape(from.channels(), 1, 1));
    }

    void mean(OnnxNode node) throws ImportException {
        List<Integer> axes = node.has(1) ? values.constant(node, 1).wholes() : node.integers("axes", List.of());
        boolean spatial = axes.equals(List.of(2, 3)) || axes.equals(List.of(-2, -1));
        if (!spatial || node.integer("keepdims", 1) != 1) {
            throw node.fault("is a mean over axes " + axes + ", expected 2 and 3 (height and width), kept");
        }
        globalAverage(node);
    }

    void batchNormalization(OnnxNode node) throws ImportException {
        FeatureShape from = values.map(node, 0);
        Weights gain = values.constant(node, 1).weights();
        Weights shift = values.constant(node, 2).weights();
        Weights mean = values.constant(node, 3).weights();
        Weights variance = values.constant(node, 4).weights();
        double epsilon = node.number("epsilon", 1e-5f);
        Weights scale = gain.mapped((i, g) -> (float) (g / Math.sqrt(variance.value(i) + epsilon)));
        Weights offset = shift.mapped(
                (i, b) -> (float) (b - mean.value(i) * gain.value(i) / Math.sqrt(variance.value(i) + epsilon)));
        values.emit(node, new Op.Affine(scale, offset), List.of(values.value(node, 0)), from);
    }

    void pad(OnnxNode node) throws ImportException {
        FeatureShape from = values.map(node, 0);
        List<Integer> pads = node.has(1) ? values.constant(node, 1).wholes() : node.integers("pads", List.of());
        double filling = node.has(2) ? values.constant(node, 2).value(0) : node.number("value", 0);
        boolean plain = pads.size() == 8
                && pads.get(0) == 0
                && pads.get(1) == 0
                && pads.get(4) == 0
                && pads.get(5) == 0
                && filling == 0
                && !node.has(3)
                && node.text("mode", "constant").equals("constant");
        if (!plain) {
            throw node.fault("pads by " + pads + ", expected zeros around height and width only");
        }
        Padding padding = new Padding(pads.get(2), pads.get(3), pads.get(6), pads.get(7));
        values.emit(
                node,
                new Op.Pad(padding),
                List.of(values.value(node, 0)),
                new FeatureShape(
                        from.channels(),
                        from.height() + padding.top() + padding.bottom(),
                        from.width() + padding.left() + padding.right()));
    }

    private static Window window(OnnxNode node, FeatureShape from, Step kernel) throws ImportException {
        Step stride = step(node, "strides");
        Step dilation = step(node, "dilations");
        return new Window(from, kernel, stride, dilation, padding(node, from, kernel, stride, dilation));
    }

    private static Step step(OnnxNode node, String attribute) {
        List<Integer> steps = node.integers(attribute, List.of(1, 1));
        return new Step(steps.get(0), steps.get(1));
    }

    private static Padding padding(OnnxNode node, FeatureShape from, Step kernel, Step stride, Step dilation)
            throws ImportException {
        String automatic = node.text("auto_pad", "NOTSET");
        switch (automatic) {
            case "NOTSET" -> {
                List<Integer> pads = node.integers("pads", List.of(0, 0, 0, 0));
                return new Padding(pads.get(0), pads.get(1), pads.get(2), pads.get(3));
            }
            case "VALID" -> {
                return Padding.NONE;
            }
            case "SAME_UPPER", "SAME_LOWER" -> {
                int rows = same(from.height(), kernel.rows(), stride.rows(), dilation.rows());
                int columns = same(from.width(), kernel.columns(), stride.columns(), dilation.columns());
                int more = automatic.equals("SAME_UPPER") ? 0 : 1; // where the odd one goes
                int top = (rows + more) / 2;
                int left = (columns + more) / 2;
                return new Padding(top, left, rows - top, columns - left);
            }
            default -> throw node.fault("has auto_pad " + automatic);
        }
    }

    private static int same(int size, int kernel, int stride, int dilation) {
        int out = (size + stride - 1) / stride;
        return Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - size);
    }

    private record Window(FeatureShape from, Step kernel, Step stride, Step dilation, Padding padding) {
        FeatureShape shape(int channels) {
            return new FeatureShape(channels, rows() / stride.rows() + 1, columns() / stride.columns() + 1);
        }

        boolean fitsExactly() {
            return rows() % stride.rows() == 0 && columns() % stride.columns() == 0;
        }

        /** How far the window can move down. */
        private int rows() {
            return from.height() + padding.top() + padding.bottom() - (kernel.rows() - 1) * dilation.rows() - 1;
        }

        private int columns() {
            return from.width() + padding.left() + padding.right() - (kernel.columns() - 1) * dilation.columns() - 1;
        }
    }
}
