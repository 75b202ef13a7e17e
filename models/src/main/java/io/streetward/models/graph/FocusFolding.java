package io.streetward.models.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns YOLOX's and YOLOv5's focus (each 2×2 block of pixels stacked into channels, then a convolution) into one
 * convolution with a kernel and a stride twice as large: the same products, summed without copying the picture five
 * times. Zero padding by p blocks is zero padding by 2p pixels, so borders are the same too.
 */
public final class FocusFolding {
    private FocusFolding() {}

    public static Graph apply(Graph graph) {
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.op() instanceof Op.Conv conv ? rewritten(graph, node, conv) : node)
                .toList();
        return new Graph(nodes, graph.outputs());
    }

    private static Node rewritten(Graph graph, Node node, Op.Conv conv) {
        Node stack = graph.node(node.inputs().get(0));
        boolean plain = conv.groups() == 1
                && conv.stride().isOne()
                && conv.dilation().isOne()
                && stack.op().equals(new Op.Concat(1))
                && stack.inputs().size() == 4;
        if (!plain) {
            return node;
        }
        List<Corner> corners = stack.inputs().stream()
                .map(input -> Corner.of(graph, input))
                .filter(corner -> corner != null)
                .toList();
        boolean whole = corners.size() == 4
                && corners.stream().map(Corner::at).distinct().count() == 4
                && corners.stream().map(Corner::source).distinct().count() == 1;
        if (!whole) {
            return node;
        }
        Padding padding = conv.padding();
        Op.Conv large = new Op.Conv(
                enlarged(conv.weight(), corners),
                conv.bias(),
                Step.of(2),
                Step.of(1),
                1,
                new Padding(2 * padding.top(), 2 * padding.left(), 2 * padding.bottom(), 2 * padding.right()),
                conv.activation());
        return new Node(node.name(), large, List.of(corners.get(0).source()), node.shape());
    }

    private static Weights enlarged(Weights weight, List<Corner> corners) {
        int outputs = weight.dim(0);
        int channels = weight.dim(1) / 4;
        int height = weight.dim(2);
        int width = weight.dim(3);
        float[] to = new float[weight.size()];
        for (int i = 0; i < to.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int in = i / (width * height) % (4 * channels);
            int out = i / (width * height * 4 * channels);
            Step at = corners.get(in / channels).at();
            int row = (out * channels + in % channels) * 2 * height + 2 * y + at.rows();
            to[row * 2 * width + 2 * x + at.columns()] = weight.value(i);
        }
        return new Weights(new int[] {outputs, channels, 2 * height, 2 * width}, to).times(weight.scale());
    }

    /**
     * One pixel of each 2×2 block of a value.
     *
     * @param at its place in the block
     */
    private record Corner(String source, Step at) {
        static @Nullable Corner of(Graph graph, String value) {
            Node second = graph.node(value);
            if (!(second.op() instanceof Op.Slice inner)) {
                return null;
            }
            Node first = graph.node(second.inputs().get(0));
            if (!(first.op() instanceof Op.Slice outer)) {
                return null;
            }
            FeatureShape from = graph.node(first.inputs().get(0)).shape();
            Op.Slice rows = inner.axis() == 2 ? inner : outer;
            Op.Slice columns = inner.axis() == 3 ? inner : outer;
            boolean halves = from.isMap() && halves(rows, 2, from.height()) && halves(columns, 3, from.width());
            return halves ? new Corner(first.inputs().get(0), new Step(rows.start(), columns.start())) : null;
        }

        private static boolean halves(Op.Slice slice, int axis, int size) {
            return slice.axis() == axis
                    && slice.step() == 2
                    && slice.start() < 2
                    && size % 2 == 0
                    && slice.end() == size;
        }
    }
}
