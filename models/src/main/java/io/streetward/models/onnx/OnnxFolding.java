package io.streetward.models.onnx;

import io.streetward.models.graph.ImportException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Computes a node whose inputs are all known: shape arithmetic, and weights that an exporter wrapped up. */
final class OnnxFolding {
    /** Shape is not here: it is known of values too. */
    static final Set<String> KNOWN = Set.of(
            "Constant",
            "ConstantOfShape",
            "Identity",
            "Cast",
            "Floor",
            "Ceil",
            "Neg",
            "Sqrt",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Concat",
            "Gather",
            "Slice",
            "Squeeze",
            "Unsqueeze",
            "Reshape",
            "Transpose",
            "Range");

    private OnnxFolding() {}

    static OnnxTensor compute(OnnxNode node, List<OnnxTensor> in) throws ImportException {
        return switch (node.op()) {
            case "Constant" -> constant(node);
            case "ConstantOfShape" -> filled(node, in.get(0));
            case "Identity" -> in.get(0);
            case "Cast" -> cast(node, in.get(0));
            case "Floor" -> map(in.get(0), Math::floor);
            case "Ceil" -> map(in.get(0), Math::ceil);
            case "Neg" -> map(in.get(0), v -> -v);
            case "Sqrt" -> map(in.get(0), Math::sqrt);
            case "Add" -> combine(node, in, (a, b) -> a + b);
            case "Sub" -> combine(node, in, (a, b) -> a - b);
            case "Mul" -> combine(node, in, (a, b) -> a * b);
            case "Div" -> combine(node, in, in.get(0).isInteger() ? OnnxFolding::wholeQuotient : (a, b) -> a / b);
            case "Concat" -> concat(node, in);
            case "Gather" -> gather(node, in.get(0), in.get(1));
            case "Slice" -> slice(node, in);
            case "Squeeze", "Unsqueeze", "Reshape" -> reshape(node, in);
            case "Transpose" -> transpose(node, in.get(0));
            case "Range" -> range(in);
            default -> throw node.fault("cannot be computed at import");
        };
    }

    private static OnnxTensor constant(OnnxNode node) throws ImportException {
        OnnxTensor value = node.tensor("value");
        if (value != null) {
            return value;
        } else if (node.hasAttribute("value_float")) {
            return OnnxTensor.floats(List.of(), node.number("value_float", 0));
        } else if (node.hasAttribute("value_int")) {
            return OnnxTensor.integers(List.of(), node.integer("value_int", 0));
        } else if (node.hasAttribute("value_ints")) {
            List<Integer> values = node.integers("value_ints", List.of());
            return OnnxTensor.integers(
                    List.of(values.size()), values.stream().mapToDouble(v -> v).toArray());
        } else if (node.hasAttribute("value_floats")) {
            List<Float> values = node.numbers("value_floats");
            return OnnxTensor.floats(
                    List.of(values.size()), values.stream().mapToDouble(v -> v).toArray());
        }
        throw node.fault("has no value that is a number or a tensor");
    }

    private static OnnxTensor filled(OnnxNode node, OnnxTensor shape) throws ImportException {
        OnnxTensor value = node.tensor("value");
        double[] values = new double[shape.wholes().stream().reduce(1, Math::multiplyExact)];
        if (value == null) {
            return OnnxTensor.floats(shape.wholes(), values);
        }
        Arrays.fill(values, value.value(0));
        return value.like(shape.wholes(), values);
    }

    private static OnnxTensor cast(OnnxNode node, OnnxTensor x) {
        int to = node.integer("to", 1);
        boolean toFloat = to == 1 || to == 10 || to == 11; // FLOAT, FLOAT16, DOUBLE
        if (toFloat) {
            return OnnxTensor.floats(x.dims(), x.values());
        }
        return OnnxTensor.integers(
                x.dims(), Arrays.stream(x.values()).map(v -> (long) v).toArray());
    }

    private static OnnxTensor map(OnnxTensor x, DoubleUnaryOperator function) {
        return x.like(x.dims(), Arrays.stream(x.values()).map(function).toArray());
    }

    private static OnnxTensor combine(OnnxNode node, List<OnnxTensor> in, DoubleBinaryOperator function)
            throws ImportException {
        OnnxTensor a = in.get(0);
        OnnxTensor b = in.get(1);
        OnnxTensor larger = a.size() >= b.size() ? a : b;
        boolean fit = (a.size() == larger.size() || a.size() == 1) && (b.size() == larger.size() || b.size() == 1);
        if (!fit) {
            throw node.fault("combines constants of shapes " + a.dims() + " and " + b.dims()
                    + ", expected equal shapes or a single number");
        }
        double[] values = new double[larger.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(a.value(a.size() == 1 ? 0 : i), b.value(b.size() == 1 ? 0 : i));
        }
        return a.like(larger.dims(), values);
    }

    private static double wholeQuotient(double a, double b) {
        long quotient = (long) a / (long) b;
        return quotient;
    }

    private static OnnxTensor concat(OnnxNode node, List<OnnxTensor> in) throws ImportException {
        List<Double> values = new ArrayList<>();
        for (OnnxTensor part : in) {
            if (part.rank() != 1) {
                throw node.fault("joins constants of " + part.rank() + " axes, expected one");
            }
            Arrays.stream(part.values()).forEach(values::add);
        }
        return in.get(0)
                .like(
                        List.of(values.size()),
                        values.stream().mapToDouble(v -> v).toArray());
    }

    private static OnnxTensor gather(OnnxNode node, OnnxTensor from, OnnxTensor indices) throws ImportException {
        if (from.rank() != 1) {
            throw node.fault("picks from a constant of " + from.rank() + " axes, expected one");
        }
        double[] values = indices.wholes().stream()
                .mapToDouble(i -> from.value(i < 0 ? i + from.size() : i))
                .toArray();
        return from.like(indices.dims(), values);
    }

    private static OnnxTensor slice(OnnxNode node, List<OnnxTensor> in) throws ImportException {
        OnnxTensor from = in.get(0);
        if (from.rank() != 1) {
            throw node.fault("cuts a constant of " + from.rank() + " axes, expected one");
        }
        List<OnnxRange> ranges = OnnxRange.of(node, in.subList(1, in.size()), from.dims());
        double[] values = from.values();
        for (OnnxRange range : ranges) {
            double[] all = values;
            values = IntStream.range(0, range.length())
                    .mapToDouble(i -> all[range.start() + i * range.step()])
                    .toArray();
        }
        return from.like(List.of(values.length), values);
    }

    private static OnnxTensor reshape(OnnxNode node, List<OnnxTensor> in) throws ImportException {
        List<Integer> to = OnnxShape.reshaped(node, in.get(0).dims(), in.size() > 1 ? in.get(1) : null);
        return in.get(0).like(to, in.get(0).values());
    }

    private static OnnxTensor transpose(OnnxNode node, OnnxTensor x) {
        List<Integer> reversed = new ArrayList<>();
        for (int axis = x.rank() - 1; axis >= 0; axis--) {
            reversed.add(axis);
        }
        int[] order =
                node.integers("perm", reversed).stream().mapToInt(axis -> axis).toArray();
        var moved = x.weights().transpose(order);
        double[] values = new double[moved.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = moved.value(i);
        }
        return x.like(Arrays.stream(order).mapToObj(x::dim).toList(), values);
    }

    private static OnnxTensor range(List<OnnxTensor> in) {
        double start = in.get(0).value(0);
        double step = in.get(2).value(0);
        int count = (int) Math.max(0, Math.ceil((in.get(1).value(0) - start) / step));
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = start + i * step;
        }
        return in.get(0).like(List.of(count), values);
    }
}
