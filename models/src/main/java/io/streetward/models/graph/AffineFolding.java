package io.streetward.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds a scale and an offset per channel (batch normalisation, the picture's own normalisation) into the convolution
 * before or after it.
 *
 * <p>After a convolution both fold. Before one, the scale always folds, since zero padding stays zero, but the offset
 * does so only where nothing is padded: padding is added to what is already normalised, so an offset that went into the
 * bias would be missing in the padding's place and every border cell would be wrong. Elsewhere it stays behind as one
 * addition.
 */
public final class AffineFolding {
    private final Graph graph;
    private final Map<String, Node> done = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    /** Value → what the convolutions that read it must do to their input. */
    private final Map<String, Op.Affine> ahead = new HashMap<>();

    private final List<String> order = new ArrayList<>();

    private AffineFolding(Graph graph) {
        this.graph = graph;
    }

    public static Graph apply(Graph graph) {
        AffineFolding pass = new AffineFolding(graph);
        graph.nodes().forEach(pass::fold);
        Map<String, String> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, pass.renamed.getOrDefault(value, value)));
        return new Graph(pass.order.stream().map(pass.done::get).toList(), outputs);
    }

    private void fold(Node original) {
        Node node = new Node(
                original.name(),
                original.op(),
                original.inputs().stream()
                        .map(input -> renamed.getOrDefault(input, input))
                        .toList(),
                original.shape());
        if (node.op() instanceof Op.Affine affine) {
            affine(node, affine, original.inputs().get(0));
        } else if (node.op() instanceof Op.Conv conv) {
            Op.Affine before = ahead.get(original.inputs().get(0));
            emit(before == null ? node : node.with(ofAffineInput(conv, before)));
        } else {
            emit(node);
        }
    }

    private void affine(Node node, Op.Affine affine, String input) {
        Node before = done.get(node.inputs().get(0));
        if (before != null
                && before.op() instanceof Op.Conv conv
                && conv.activation().equals(Activation.NONE)
                && graph.uses(input) == 1) {
            done.put(before.name(), before.with(withAffineOutput(conv, affine)));
            renamed.put(node.name(), before.name());
            return;
        }
        List<Node> readers = graph.readers(node.name());
        boolean onlyConvolutions = readers.size() == graph.uses(node.name())
                && readers.stream().allMatch(reader -> reader.op() instanceof Op.Conv);
        boolean invertible = !hasZero(affine.scale());
        if (!onlyConvolutions || !invertible) {
            emit(node);
            return;
        }
        boolean unpadded = readers.stream()
                .allMatch(reader ->
                        reader.op() instanceof Op.Conv conv && conv.padding().equals(Padding.NONE));
        if (unpadded || affine.offset().isAll(0)) {
            ahead.put(node.name(), affine);
            renamed.put(node.name(), node.inputs().get(0));
        } else {
            int channels = affine.scale().size();
            Weights zero = Weights.filled(channels, 0);
            ahead.put(node.name(), new Op.Affine(affine.scale(), zero));
            Weights offset = affine.offset()
                    .mapped((i, value) ->
                            value / (affine.scale().value(i) * affine.scale().scale()));
            emit(node.with(new Op.Affine(Weights.filled(channels, 1), offset)));
        }
    }

    private void emit(Node node) {
        done.put(node.name(), node);
        order.add(node.name());
    }

    private static Op.Conv withAffineOutput(Op.Conv conv, Op.Affine affine) {
        int perOutput = conv.weight().size() / conv.weight().dim(0);
        Weights weight = conv.weight().mapped((i, w) -> w * at(affine.scale(), i / perOutput));
        Weights bias = affine.offset().mapped((o, offset) -> at(conv.bias(), o) * at(affine.scale(), o) + offset);
        return conv.withWeights(weight, bias);
    }

    private static Op.Conv ofAffineInput(Op.Conv conv, Op.Affine affine) {
        Weights weight = conv.weight();
        int cells = weight.dim(2) * weight.dim(3);
        int channels = weight.dim(1);
        int outputsPerGroup = weight.dim(0) / conv.groups();
        double[] bias = new double[weight.dim(0)];
        Weights scaled = weight.mapped((i, w) -> {
            int out = i / (cells * channels);
            int in = out / outputsPerGroup * channels + i / cells % channels;
            bias[out] += (double) w * at(affine.offset(), in);
            return w * at(affine.scale(), in);
        });
        if (affine.offset().isAll(0)) {
            return conv.withWeights(scaled, conv.bias());
        }
        Weights shifted = Weights.filled(bias.length, 0).mapped((o, none) -> (float) (at(conv.bias(), o) + bias[o]));
        return conv.withWeights(scaled, shifted);
    }

    private static boolean hasZero(Weights weights) {
        for (int i = 0; i < weights.size(); i++) {
            if (at(weights, i) == 0) {
                return true;
            }
        }
        return false;
    }

    private static float at(@Nullable Weights weights, int index) {
        return weights == null ? 0 : weights.value(index) * weights.scale();
    }
}
