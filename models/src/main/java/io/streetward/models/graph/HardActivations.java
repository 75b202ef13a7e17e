package io.streetward.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises hard-sigmoid and hard-swish, which exporters spell out as {@code x · c · relu6(x + 3)}. The constant
 * {@code c} stands for 1/6 but is rarely exactly that (in half precision it is 0.16662598), so a factor of {@code 6c}
 * stays behind for {@link ScaleFolding}.
 */
public final class HardActivations {
    private final Map<String, Node> done = new HashMap<>();
    private final List<Node> out = new ArrayList<>();

    private HardActivations() {}

    public static Graph apply(Graph graph) {
        HardActivations pass = new HardActivations();
        graph.nodes().forEach(pass::rewrite);
        return new Graph(pass.out, graph.outputs());
    }

    private void rewrite(Node node) {
        Match match = null;
        if (node.op() instanceof Op.MulScalar mul) {
            match = hardSigmoid(node.inputs().get(0), mul.value());
        } else if (node.op() instanceof Op.Mul) {
            match = hardSwish(node.inputs().get(0), node.inputs().get(1));
            match = match == null
                    ? hardSwish(node.inputs().get(1), node.inputs().get(0))
                    : match;
        }
        if (match == null) {
            emit(node);
            return;
        }
        String plain = node.name() + "/plain";
        emit(new Node(plain, new Op.Activate(match.kind), List.of(match.input), node.shape()));
        emit(new Node(node.name(), new Op.MulScalar(match.factor), List.of(plain), node.shape()));
    }

    private void emit(Node node) {
        done.put(node.name(), node);
        out.add(node);
    }

    /** Matches c · relu6(x + 3). */
    private @Nullable Match hardSigmoid(String relu6, float c) {
        String x = reluInput(relu6);
        return x == null ? null : new Match(Activation.HARD_SIGMOID, x, 6 * c);
    }

    /** Matches (c · x) · relu6(x + 3), and x · relu6(x + 3). */
    private @Nullable Match hardSwish(String scaled, String relu6) {
        String x = reluInput(relu6);
        Node scale = done.get(scaled);
        if (x == null) {
            return null;
        }
        if (x.equals(scaled)) {
            return new Match(Activation.HARD_SWISH, x, 6);
        }
        if (scale == null || !(scale.op() instanceof Op.MulScalar mul)) {
            return null;
        }
        return scale.inputs().get(0).equals(x) ? new Match(Activation.HARD_SWISH, x, 6 * mul.value()) : null;
    }

    private @Nullable String reluInput(String name) {
        Node relu = done.get(name);
        if (relu == null || !relu.op().equals(new Op.Activate(Activation.RELU6))) {
            return null;
        }
        Node add = done.get(relu.inputs().get(0));
        return add != null && add.op().equals(new Op.AddScalar(3))
                ? add.inputs().get(0)
                : null;
    }

    private record Match(Activation kind, String input, float factor) {}
}
