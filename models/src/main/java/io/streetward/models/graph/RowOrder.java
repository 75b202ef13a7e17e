package io.streetward.models.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists cells with their channels in one step where exporters first list channels and then swap the axes. In the
 * channels-last layout of a feature map that is the order of its memory, so that nothing is copied; the other way round
 * each head's output would be copied twice.
 */
public final class RowOrder {
    private static final Op SWAP = new Op.Transpose(List.of(0, 2, 1));

    private final Graph graph;
    private final List<Node> out = new ArrayList<>();

    private RowOrder(Graph graph) {
        this.graph = graph;
    }

    public static Graph apply(Graph graph) {
        RowOrder pass = new RowOrder(graph);
        for (Node node : graph.nodes()) {
            if (node.op().equals(SWAP) && pass.isRows(node.inputs().get(0))) {
                pass.emitRows(node.name(), node.inputs().get(0), node.shape());
            } else {
                pass.out.add(node);
            }
        }
        return new Graph(pass.out, graph.outputs());
    }

    /** Whether a C×N value lists the cells of feature maps. */
    private boolean isRows(String value) {
        Node node = graph.node(value);
        if (node.op().equals(new Op.Concat(2))) {
            return node.inputs().stream().allMatch(this::isRows);
        }
        if (!(node.op() instanceof Op.Reshape)) {
            return false;
        }
        FeatureShape from = graph.node(node.inputs().get(0)).shape();
        FeatureShape to = node.shape();
        return from.isMap() && to.dims().size() == 2 && from.channels() == to.channels();
    }

    private void emitRows(String name, String value, FeatureShape shape) {
        Node node = graph.node(value);
        if (node.op() instanceof Op.Reshape) {
            out.add(new Node(name, new Op.CellRows(), node.inputs(), shape));
            return;
        }
        List<String> parts = new ArrayList<>();
        for (String input : node.inputs()) {
            String part = name + "/" + parts.size();
            FeatureShape columns = graph.node(input).shape();
            emitRows(
                    part,
                    input,
                    new FeatureShape(
                            List.of(columns.dims().get(1), columns.dims().get(0))));
            parts.add(part);
        }
        out.add(new Node(name, new Op.Concat(1), parts, shape));
    }
}
