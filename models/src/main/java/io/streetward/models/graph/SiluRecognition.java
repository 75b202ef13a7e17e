package io.streetward.models.graph;

import java.util.List;

/** Recognises SiLU, which ONNX has no operator for: {@code x · sigmoid(x)}. */
public final class SiluRecognition {
    private SiluRecognition() {}

    public static Graph apply(Graph graph) {
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.op() instanceof Op.Mul ? rewritten(graph, node) : node)
                .toList();
        return new Graph(nodes, graph.outputs());
    }

    private static Node rewritten(Graph graph, Node mul) {
        for (int side = 0; side < 2; side++) {
            String x = mul.inputs().get(side);
            Node other = graph.node(mul.inputs().get(1 - side));
            boolean gated = other.op().equals(new Op.Activate(Activation.SIGMOID))
                    && other.inputs().get(0).equals(x);
            if (gated) {
                return new Node(mul.name(), new Op.Activate(Activation.SILU), List.of(x), mul.shape());
            }
        }
        return mul;
    }
}
