package io.streetward.models.graph;

import java.util.List;

/** Recognises a channel shuffle, which exporters spell out as a reshape, a transposition and a reshape back. */
public final class ShuffleRecognition {
    private static final Op SWAP = new Op.Transpose(List.of(0, 2, 1, 3, 4));

    private ShuffleRecognition() {}

    public static Graph apply(Graph graph) {
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.op() instanceof Op.Reshape ? rewritten(graph, node) : node)
                .toList();
        return new Graph(nodes, graph.outputs());
    }

    private static Node rewritten(Graph graph, Node back) {
        Node swap = graph.node(back.inputs().get(0));
        if (!swap.op().equals(SWAP)) {
            return back;
        }
        Node apart = graph.node(swap.inputs().get(0));
        if (!(apart.op() instanceof Op.Reshape)) {
            return back;
        }
        FeatureShape from = graph.node(apart.inputs().get(0)).shape();
        List<Integer> split = apart.shape().dims();
        boolean shuffles = from.isMap()
                && from.equals(back.shape())
                && split.get(2) == from.height()
                && split.get(3) == from.width();
        return shuffles
                ? new Node(back.name(), new Op.ChannelShuffle(split.get(0)), apart.inputs(), back.shape())
                : back;
    }
}
