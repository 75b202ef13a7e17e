package io.streetward.models.onnx;

import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Element-wise operators. */
final class OnnxArithmetic {
    private static final float SIXTH = 1 / 6f;
    /** Exporters round 1/6 in their own ways; over the sloped part this is 3e-6 of the result at most. */
    private static final float SIXTH_TOLERANCE = 1e-6f;

    private final OnnxValues values;
    /** Comparisons met so far by their value; they exist only until the multiplication that uses them. */
    private final Map<String, OnnxNode> comparisons = new HashMap<>();

    OnnxArithmetic(OnnxValues values) {
        this.values = values;
    }

    void apply(OnnxNode node, Activation activation) throws ImportException {
        unary(node, new Op.Activate(activation), 0);
    }

    void clip(OnnxNode node) throws ImportException {
        float low = node.has(1) ? (float) values.constant(node, 1).value(0) : node.number("min", -Float.MAX_VALUE);
        float high = node.has(2) ? (float) values.constant(node, 2).value(0) : node.number("max", Float.MAX_VALUE);
        apply(node, Activation.clip(low, high));
    }

    void leakyRelu(OnnxNode node) throws ImportException {
        apply(node, Activation.leakyRelu(node.number("alpha", 0.01f)));
    }

    void hardSigmoid(OnnxNode node) throws ImportException {
        float alpha = node.number("alpha", 0.2f);
        float beta = node.number("beta", 0.5f);
        if (Math.abs(alpha - SIXTH) < SIXTH_TOLERANCE && beta == 0.5f) {
            apply(node, Activation.HARD_SIGMOID);
            return;
        }
        FeatureShape shape = values.shape(node, 0);
        String scaled = node.outputs().get(0) + "/scaled";
        String shifted = node.outputs().get(0) + "/shifted";
        values.put(scaled, new Op.MulScalar(alpha), List.of(values.value(node, 0)), shape);
        values.put(shifted, new Op.AddScalar(beta), List.of(scaled), shape);
        values.emit(node, new Op.Activate(Activation.clip(0, 1)), List.of(shifted), shape);
    }

    void add(OnnxNode node) throws ImportException {
        for (int side = 0; side < 2; side++) {
            Float number = number(node, side);
            if (number != null) {
                unary(node, new Op.AddScalar(number), 1 - side);
                return;
            }
            Weights offset = perChannel(node, side, 1 - side);
            if (offset != null) {
                unary(node, new Op.Affine(Weights.filled(offset.size(), 1), offset), 1 - side);
                return;
            }
        }
        binary(node, new Op.Add(1));
    }

    void subtract(OnnxNode node) throws ImportException {
        Float number = number(node, 1);
        Weights offset = perChannel(node, 1, 0);
        if (number != null) {
            unary(node, new Op.AddScalar(-number), 0);
        } else if (offset != null) {
            unary(node, new Op.Affine(Weights.filled(offset.size(), 1), offset.times(-1)), 0);
        } else {
            binary(node, new Op.Add(-1));
        }
    }

    void multiply(OnnxNode node) throws ImportException {
        for (int side = 0; side < 2; side++) {
            OnnxNode comparison = comparisons.get(node.inputs().get(side));
            if (comparison != null) {
                keepWhereEqual(node, 1 - side, comparison);
                return;
            }
            Float number = number(node, side);
            if (number != null) {
                unary(node, new Op.MulScalar(number), 1 - side);
                return;
            }
            Weights scale = perChannel(node, side, 1 - side);
            if (scale != null) {
                unary(node, new Op.Affine(scale, Weights.filled(scale.size(), 0)), 1 - side);
                return;
            }
        }
        binary(node, new Op.Mul());
    }

    void divide(OnnxNode node) throws ImportException {
        Float number = number(node, 1);
        Weights divisor = perChannel(node, 1, 0);
        if (number != null) {
            unary(node, new Op.MulScalar(1 / number), 0);
        } else if (divisor != null) {
            Weights scale = divisor.mapped((i, value) -> 1 / value);
            unary(node, new Op.Affine(scale, Weights.filled(scale.size(), 0)), 0);
        } else {
            binary(node, new Op.Div());
        }
    }

    /** Only a square is met in practice. */
    void power(OnnxNode node) throws ImportException {
        Float exponent = number(node, 1);
        if (exponent == null || exponent != 2) {
            throw node.fault("raises to " + exponent + ", expected the constant 2");
        }
        String x = values.value(node, 0);
        values.emit(node, new Op.Mul(), List.of(x, x), values.shape(node, 0));
    }

    void compare(OnnxNode node) {
        comparisons.put(node.outputs().get(0), node);
    }

    /** Between float types a cast does nothing here; a comparison becomes numbers when it is multiplied. */
    void cast(OnnxNode node) throws ImportException {
        OnnxNode comparison = comparisons.get(node.inputs().get(0));
        if (comparison != null) {
            comparisons.put(node.outputs().get(0), comparison);
            return;
        }
        int to = node.integer("to", 1);
        if (to != 1 && to != 10) { // FLOAT, FLOAT16
            throw node.fault("casts to element type " + to + ", expected a float type");
        }
        values.alias(node, 0);
    }

    /** Translates x · float(x == y), in either order of the comparison. */
    private void keepWhereEqual(OnnxNode node, int kept, OnnxNode comparison) throws ImportException {
        String x = values.value(node, kept);
        String a = values.value(comparison, 0);
        String b = values.value(comparison, 1);
        if (!x.equals(a) && !x.equals(b)) {
            throw node.fault("multiplies " + x + " by a comparison of other values, expected one with itself");
        }
        values.emit(node, new Op.KeepWhereEqual(), List.of(x, x.equals(a) ? b : a), values.shape(node, kept));
    }

    private void unary(OnnxNode node, Op op, int input) throws ImportException {
        values.emit(node, op, List.of(values.value(node, input)), values.shape(node, input));
    }

    private void binary(OnnxNode node, Op op) throws ImportException {
        List<Integer> a = values.dims(node, 0);
        List<Integer> b = values.dims(node, 1);
        int rank = Math.max(a.size(), b.size());
        List<Integer> dims = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int left = size(a, axis - rank + a.size());
            int right = size(b, axis - rank + b.size());
            if (left != right && left != 1 && right != 1) {
                throw node.fault("combines " + a + " and " + b + ", which do not fit");
            }
            dims.add(Math.max(left, right));
        }
        List<String> inputs = List.of(values.value(node, 0), values.value(node, 1));
        values.emit(node, op, inputs, OnnxValues.withoutBatch(node, dims));
    }

    private static int size(List<Integer> dims, int axis) {
        return axis < 0 ? 1 : dims.get(axis);
    }

    /** The number that an input is, or null when it is more than that. */
    private @Nullable Float number(OnnxNode node, int input) throws ImportException {
        if (!values.isConstant(node, input)) {
            return null;
        }
        OnnxTensor constant = values.constant(node, input);
        return constant.size() == 1 ? (float) constant.value(0) : null;
    }

    /** An input that is one number per channel of the feature map that the other one is, or null. */
    private @Nullable Weights perChannel(OnnxNode node, int input, int other) throws ImportException {
        if (!values.isConstant(node, input) || values.isConstant(node, other)) {
            return null;
        }
        OnnxTensor constant = values.constant(node, input);
        FeatureShape shape = values.shape(node, other);
        int rank = constant.rank();
        boolean fits = shape.isMap()
                && (rank == 3 || rank == 4)
                && constant.size() == shape.channels()
                && constant.dim(rank - 3) == shape.channels();
        return fits ? constant.weights(List.of(constant.size())) : null;
    }
}
