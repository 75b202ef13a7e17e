package io.streetward.models.graph;

import java.util.List;

/**
 * Gives convolutions padded more at the bottom and right (TensorFlow's SAME with stride 2) the same padding on all
 * sides, by rows and columns of zeros at the kernel's top and left. The result is the same; PyTorch knows no uneven
 * padding and would otherwise copy the whole input into a larger one (measured: 4 ms of 57).
 */
public final class EvenPadding {
    private EvenPadding() {}

    public static Graph apply(Graph graph) {
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.op() instanceof Op.Conv conv ? node.with(even(conv)) : node)
                .toList();
        return new Graph(nodes, graph.outputs());
    }

    private static Op.Conv even(Op.Conv conv) {
        Padding padding = conv.padding();
        int rows = padding.bottom() - padding.top();
        int columns = padding.right() - padding.left();
        boolean evens = rows >= 0 && columns >= 0 && conv.dilation().isOne();
        if (padding.isSymmetric() || !evens) {
            return conv;
        }
        return new Op.Conv(
                conv.weight().withZerosBefore(rows, columns),
                conv.bias(),
                conv.stride(),
                conv.dilation(),
                conv.groups(),
                new Padding(padding.bottom(), padding.right(), padding.bottom(), padding.right()),
                conv.activation());
    }
}
