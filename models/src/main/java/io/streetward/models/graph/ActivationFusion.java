package io.streetward.models.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Moves an activation into the convolution before it where nothing else reads that convolution. */
public final class ActivationFusion {
    private ActivationFusion() {}

    public static Graph apply(Graph graph) {
        Map<String, Node> out = new LinkedHashMap<>();
        Map<String, String> renamed = new HashMap<>();
        for (Node node : graph.nodes()) {
            List<String> inputs = node.inputs().stream()
                    .map(input -> renamed.getOrDefault(input, input))
                    .toList();
            Node before = inputs.isEmpty() ? null : out.get(inputs.get(0));
            if (before != null
                    && node.op() instanceof Op.Activate activate
                    && before.op() instanceof Op.Conv conv
                    && conv.activation().equals(Activation.NONE)
                    && graph.uses(node.inputs().get(0)) == 1) {
                out.put(before.name(), before.with(conv.withActivation(activate.kind())));
                renamed.put(node.name(), before.name());
            } else {
                out.put(node.name(), new Node(node.name(), node.op(), inputs, node.shape()));
            }
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, renamed.getOrDefault(value, value)));
        return new Graph(out.values(), outputs);
    }
}
