package io.streetward.models.graph;

import java.util.List;

/**
 * One operation. Its result is known by the node's name.
 *
 * @param shape of the result
 */
public record Node(String name, Op op, List<String> inputs, FeatureShape shape) {
    public Node {
        inputs = List.copyOf(inputs);
    }

    public Node with(Op newOp) {
        return new Node(name, newOp, inputs, shape);
    }
}
