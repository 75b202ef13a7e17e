package io.streetward.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.Graph;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Padding;
import io.streetward.models.graph.Step;
import io.streetward.models.graph.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The trained network as a graph for an archive of ours: batch normalisation folded into the convolutions (Jacob et al.,
 * arXiv:1712.05877, 3.2), the temperature into the last layer.
 */
final class ResidueGraph {
    private static final Padding ONE = new Padding(1, 1, 1, 1);
    /** DJL's own; {@code BatchNorm} keeps it to itself. */
    private static final float EPSILON = 1e-5f;

    private final List<Node> nodes = new ArrayList<>();

    private ResidueGraph() {}

    /**
     * The graph; its one output holds logits, N × 3 × 1 × 1.
     *
     * @param temperature divides the logits, above 0
     */
    static Graph of(SequentialBlock net, double temperature) {
        return new ResidueGraph().build(net, temperature);
    }

    private Graph build(SequentialBlock net, double temperature) {
        int side = ResidueNetwork.PATCH;
        String value = planes(side);
        List<Conv2d> convolutions = ResidueNetwork.blocks(net, Conv2d.class);
        List<BatchNorm> norms = ResidueNetwork.blocks(net, BatchNorm.class);
        for (int i = 0; i < ResidueNetwork.LAYERS.size(); i++) {
            ResidueNetwork.Layer layer = ResidueNetwork.LAYERS.get(i);
            side /= layer.stride();
            Op.Conv conv = folded(convolutions.get(i), norms.get(i), layer);
            value = add("conv" + (i + 1), conv, List.of(value), new FeatureShape(layer.out(), side, side));
        }
        FeatureShape pooled = new FeatureShape(ResidueNetwork.FEATURES, 1, 1);
        String mean = add("mean", new Op.SpatialMean(), List.of(value), pooled);
        Op.MaxPool whole = new Op.MaxPool(Step.of(side), Step.of(side), Padding.NONE);
        String largest = add("largest", whole, List.of(value), pooled);
        String both = add(
                "pooled", new Op.Concat(), List.of(mean, largest), new FeatureShape(2 * ResidueNetwork.FEATURES, 1, 1));
        int labels = ResidueLabel.ORDER.size();
        Linear linear = ResidueNetwork.blocks(net, Linear.class).get(0);
        float inverse = (float) (1 / temperature);
        Weights weight = new Weights(
                new int[] {labels, 2 * ResidueNetwork.FEATURES, 1, 1}, scaled(parameter(linear, "weight"), inverse));
        Weights bias = new Weights(new int[] {labels}, scaled(parameter(linear, "bias"), inverse));
        Op.Conv head = new Op.Conv(weight, bias, 1, 1, 1, Padding.NONE, Activation.NONE);
        String logits = add("logits", head, List.of(both), new FeatureShape(labels, 1, 1));
        return new Graph(nodes, Map.of("logits", logits));
    }

    private String planes(int side) {
        FeatureShape patch = new FeatureShape(3, side, side);
        String image = add("image", new Op.Image(2 * side, side), List.of(), new FeatureShape(3, 2 * side, side));
        String before = add("before", new Op.Slice(2, 0, side, 1), List.of(image), patch);
        String after = add("after", new Op.Slice(2, side, 2 * side, 1), List.of(image), patch);
        String difference = add("difference", new Op.Add(-1), List.of(after, before), patch);
        FeatureShape all = new FeatureShape(ResidueNetwork.PLANES, side, side);
        String joined = add("planes", new Op.Concat(), List.of(before, after, difference), all);
        float[] scale = new float[ResidueNetwork.PLANES];
        float[] offset = new float[ResidueNetwork.PLANES];
        for (int i = 0; i < ResidueNetwork.PLANES; i++) {
            boolean pixels = i < 6;
            scale[i] = pixels ? ResidueNetwork.PIXEL_SCALE : ResidueNetwork.DIFFERENCE_SCALE;
            offset[i] = pixels ? -ResidueNetwork.PIXEL_OFFSET * ResidueNetwork.PIXEL_SCALE : 0;
        }
        int[] channels = {ResidueNetwork.PLANES};
        Op.Affine normalise = new Op.Affine(new Weights(channels, scale), new Weights(channels, offset));
        return add("normalised", normalise, List.of(joined), all);
    }

    private static Op.Conv folded(Conv2d conv, BatchNorm norm, ResidueNetwork.Layer layer) {
        float[] kernel = parameter(conv, "weight");
        float[] gamma = parameter(norm, "gamma");
        float[] beta = parameter(norm, "beta");
        float[] mean = parameter(norm, "runningMean");
        float[] variance = parameter(norm, "runningVar");
        float[] bias = new float[layer.out()];
        int each = kernel.length / layer.out();
        for (int o = 0; o < layer.out(); o++) {
            double factor = gamma[o] / Math.sqrt(variance[o] + EPSILON);
            for (int i = 0; i < each; i++) {
                kernel[o * each + i] *= (float) factor;
            }
            bias[o] = (float) (beta[o] - mean[o] * factor);
        }
        return new Op.Conv(
                new Weights(new int[] {layer.out(), layer.in(), 3, 3}, kernel),
                new Weights(new int[] {layer.out()}, bias),
                layer.stride(),
                1,
                1,
                ONE,
                Activation.RELU);
    }

    private static float[] parameter(ai.djl.nn.Block block, String name) {
        Parameter parameter = block.getDirectParameters().get(name);
        NDArray array = parameter.getArray();
        return array.toFloatArray();
    }

    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private String add(String name, Op op, List<String> inputs, FeatureShape shape) {
        nodes.add(new Node(name, op, inputs, shape));
        return name;
    }
}
