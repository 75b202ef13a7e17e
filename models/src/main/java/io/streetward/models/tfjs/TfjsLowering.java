package io.streetward.models.tfjs;

import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Weights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates TensorFlow operators one by one, from N×H×W×C to N×C×H×W. */
final class TfjsLowering {
    private static final Set<String> KNOWN = Set.of(
            "Placeholder",
            "Identity",
            "Conv2D",
            "_FusedConv2D",
            "DepthwiseConv2dNative",
            "FusedDepthwiseConv2dNative",
            "Relu",
            "Relu6",
            "Sigmoid",
            "Add",
            "AddV2",
            "Mul",
            "Mean",
            "ConcatV2",
            "ResizeBilinear",
            "MaxPool",
            "Equal",
            "Cast");

    private final TfjsModel model;
    private final Map<String, Node> out = new LinkedHashMap<>();
    /** Node of the model → the value that stands for it, where the names differ. */
    private final Map<String, String> aliases = new HashMap<>();
    /** Comparisons met so far; they exist only until the multiplication that uses them. */
    private final Map<String, TfjsNode> comparisons = new HashMap<>();

    TfjsLowering(TfjsModel model) {
        this.model = model;
    }

    static boolean knows(String op) {
        return KNOWN.contains(op);
    }

    List<Node> nodes() {
        return List.copyOf(out.values());
    }

    /** The graph's value for a node of the model. */
    String valueOf(String node) {
        return aliases.getOrDefault(node, node);
    }

    void lower(TfjsNode node) throws ImportException {
        switch (node.op()) {
            case "Placeholder" -> image(node);
            case "Identity" -> aliases.put(node.name(), valueOf(node.input(0)));
            case "Conv2D", "_FusedConv2D" -> window(node, TfjsWindows.convolution(model, node, shape(node, 0), false));
            case "DepthwiseConv2dNative", "FusedDepthwiseConv2dNative" ->
                window(node, TfjsWindows.convolution(model, node, shape(node, 0), true));
            case "Relu" -> unary(node, new Op.Activate(Activation.RELU));
            case "Relu6" -> unary(node, new Op.Activate(Activation.RELU6));
            case "Sigmoid" -> unary(node, new Op.Activate(Activation.SIGMOID));
            case "Add", "AddV2" -> add(node);
            case "Mul" -> mul(node);
            case "Mean" -> mean(node);
            case "ConcatV2" -> concat(node);
            case "ResizeBilinear" -> resize(node);
            case "MaxPool" -> window(node, TfjsWindows.maxPool(node, shape(node, 0)));
            case "Equal" -> comparisons.put(node.name(), node);
            case "Cast" -> cast(node);
            default -> throw node.fault("is not an operator this importer knows");
        }
    }

    private void image(TfjsNode node) throws ImportException {
        var dims = node.attributes().path("shape").path("shape").path("dim");
        int height = dims.path(1).path("size").asInt();
        int width = dims.path(2).path("size").asInt();
        if (dims.size() != 4
                || height <= 0
                || width <= 0
                || dims.path(3).path("size").asInt() != 3) {
            throw node.fault("input shape is " + dims + ", expected N×H×W×3 with H and W fixed");
        }
        emit(node, new Op.Image(height, width), List.of(), new FeatureShape(3, height, width));
    }

    private void window(TfjsNode node, TfjsWindows.Lowered lowered) throws ImportException {
        emit(node, lowered.op(), List.of(valueOf(node.input(0))), lowered.shape());
    }

    private void add(TfjsNode node) throws ImportException {
        Float number = number(node, 0);
        if (number == null) {
            number = number(node, 1);
        }
        if (number != null) {
            unary(node, new Op.AddScalar(number), model.isConstant(node.input(0)) ? 1 : 0);
        } else {
            emit(node, new Op.Add(1), bothInputs(node), broadcast(node));
        }
    }

    private void mul(TfjsNode node) throws ImportException {
        for (int side = 0; side < 2; side++) {
            Float number = number(node, side);
            if (number != null) {
                unary(node, new Op.MulScalar(number), 1 - side);
                return;
            }
            TfjsNode comparison = comparisons.get(node.input(side));
            if (comparison != null) {
                keepWhereEqual(node, node.input(1 - side), comparison);
                return;
            }
        }
        emit(node, new Op.Mul(), bothInputs(node), broadcast(node));
    }

    /** Translates x · float(x == y), in either order of the comparison. */
    private void keepWhereEqual(TfjsNode node, String kept, TfjsNode comparison) throws ImportException {
        String x = valueOf(kept);
        String a = valueOf(comparison.input(0));
        String b = valueOf(comparison.input(1));
        if (!x.equals(a) && !x.equals(b)) {
            throw node.fault("multiplies " + x + " by a comparison of other values, expected one with itself");
        }
        emit(node, new Op.KeepWhereEqual(), List.of(x, x.equals(a) ? b : a), shapeOf(node, x));
    }

    private void cast(TfjsNode node) throws ImportException {
        TfjsNode comparison = comparisons.get(node.input(0));
        if (comparison == null) {
            throw node.fault("is a cast of something else than a comparison");
        }
        comparisons.put(node.name(), comparison);
    }

    private void mean(TfjsNode node) throws ImportException {
        Weights axes = model.constant(node, 1);
        if (axes.size() != 2 || axes.value(0) != 1 || axes.value(1) != 2 || !node.flag("keep_dims")) {
            throw node.fault("expected a mean over axes 1 and 2 that keeps them");
        }
        emit(
                node,
                new Op.SpatialMean(),
                List.of(valueOf(node.input(0))),
                new FeatureShape(shape(node, 0).channels(), 1, 1));
    }

    private void concat(TfjsNode node) throws ImportException {
        int last = node.inputs().size() - 1;
        float axis = model.constant(node, last).value(0);
        if (axis != 3 && axis != -1) {
            throw node.fault("joins along axis " + (int) axis + ", expected 3 (channels)");
        }
        int channels = 0;
        for (int i = 0; i < last; i++) {
            channels += shape(node, i).channels();
        }
        FeatureShape first = shape(node, 0);
        List<String> values =
                node.inputs().subList(0, last).stream().map(this::valueOf).toList();
        emit(node, new Op.Concat(), values, new FeatureShape(channels, first.height(), first.width()));
    }

    private void resize(TfjsNode node) throws ImportException {
        FeatureShape in = shape(node, 0);
        Weights size = model.constant(node, 1);
        int height = (int) size.value(0);
        int width = (int) size.value(1);
        int factor = height / in.height();
        boolean whole = height == factor * in.height() && width == factor * in.width();
        if (!whole || node.flag("align_corners") || node.flag("half_pixel_centers")) {
            throw node.fault("resizes " + in + " to " + height + "x" + width
                    + ", expected a whole factor with neither align_corners nor half_pixel_centers");
        }
        emit(
                node,
                new Op.EnlargeBilinear(factor),
                List.of(valueOf(node.input(0))),
                new FeatureShape(in.channels(), height, width));
    }

    private void unary(TfjsNode node, Op op) throws ImportException {
        unary(node, op, 0);
    }

    private void unary(TfjsNode node, Op op, int input) throws ImportException {
        emit(node, op, List.of(valueOf(node.input(input))), shape(node, input));
    }

    private void emit(TfjsNode node, Op op, List<String> inputs, FeatureShape shape) {
        out.put(node.name(), new Node(node.name(), op, inputs, shape));
    }

    private List<String> bothInputs(TfjsNode node) throws ImportException {
        return List.of(valueOf(node.input(0)), valueOf(node.input(1)));
    }

    private FeatureShape shape(TfjsNode node, int input) throws ImportException {
        return shapeOf(node, valueOf(node.input(input)));
    }

    private FeatureShape shapeOf(TfjsNode reader, String value) throws ImportException {
        Node producer = out.get(value);
        if (producer == null) {
            throw reader.fault("reads " + value + " as a picture-like value, which it is not");
        }
        return producer.shape();
    }

    private FeatureShape broadcast(TfjsNode node) throws ImportException {
        FeatureShape a = shape(node, 0);
        FeatureShape b = shape(node, 1);
        boolean fits = a.channels() == b.channels()
                && (a.height() == b.height() || a.height() == 1 || b.height() == 1)
                && (a.width() == b.width() || a.width() == 1 || b.width() == 1);
        if (!fits) {
            throw node.fault("combines " + a + " and " + b + ", which do not fit");
        }
        return new FeatureShape(a.channels(), Math.max(a.height(), b.height()), Math.max(a.width(), b.width()));
    }

    /** The number that an input is, or null when it is a value. */
    private @Nullable Float number(TfjsNode node, int input) throws ImportException {
        if (!model.isConstant(node.input(input))) {
            return null;
        }
        Weights value = model.constant(node, input);
        if (value.size() != 1) {
            throw node.fault("has a constant of " + value.size() + " values, expected one number");
        }
        return value.value(0);
    }
}
