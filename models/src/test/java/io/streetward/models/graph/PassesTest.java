package io.streetward.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each pass makes of small graphs; that results do not change is shown on an engine, in TorchScriptArchiveTest. */
class PassesTest {
    private static final FeatureShape SHAPE = new FeatureShape(3, 8, 8);
    private static final Op.Activate RELU6 = new Op.Activate(Activation.RELU6);

    private final List<Node> nodes = new ArrayList<>();

    @Test
    void whatNoOutputNeedsIsDropped() {
        add("image", new Op.Image(8, 8));
        add("used", new Op.MulScalar(2), "image");
        add("unused", new Op.MulScalar(3), "used");
        assertThat(names(graph("used"))).containsExactly("image", "used");
    }

    @Test
    void aNodeBeforeItsInputIsRefused() {
        add("late", new Op.MulScalar(2), "image");
        add("image", new Op.Image(8, 8));
        assertThatThrownBy(() -> graph("late")).hasMessageContaining("late reads image, which is not before it");
    }

    @Test
    void hardSwishIsRecognisedInEitherOrderAndKeepsItsFactor() {
        add("image", new Op.Image(8, 8));
        add("scaled", new Op.MulScalar(0.16662598f), "image");
        add("plus3", new Op.AddScalar(3), "image");
        add("relu6", RELU6, "plus3");
        add("swish", new Op.Mul(), "relu6", "scaled");
        Graph after = HardActivations.apply(graph("swish"));
        assertThat(names(after)).containsExactly("image", "swish/plain", "swish");
        assertThat(after.node("swish/plain").op()).isEqualTo(new Op.Activate(Activation.HARD_SWISH));
        assertThat(after.node("swish").op()).isEqualTo(new Op.MulScalar(0.99975586f));
    }

    @Test
    void hardSigmoidIsRecognised() {
        add("image", new Op.Image(8, 8));
        add("plus3", new Op.AddScalar(3), "image");
        add("relu6", RELU6, "plus3");
        add("gate", new Op.MulScalar(0.25f), "relu6");
        Graph after = HardActivations.apply(graph("gate"));
        assertThat(after.node("gate/plain").op()).isEqualTo(new Op.Activate(Activation.HARD_SIGMOID));
        assertThat(after.node("gate").op()).isEqualTo(new Op.MulScalar(1.5f));
    }

    @Test
    void anAdditionOfAnotherNumberIsNoHardSigmoid() {
        add("image", new Op.Image(8, 8));
        add("plus2", new Op.AddScalar(2), "image");
        add("relu6", RELU6, "plus2");
        add("gate", new Op.MulScalar(0.25f), "relu6");
        assertThat(names(HardActivations.apply(graph("gate")))).containsExactly("image", "plus2", "relu6", "gate");
    }

    @Test
    void aFactorGoesIntoTheWeightsOfTheConvolutionsBehindIt() {
        add("image", new Op.Image(8, 8));
        add("half", new Op.MulScalar(0.5f), "image");
        add("mean", new Op.SpatialMean(), "half");
        add("conv", conv(Activation.RELU), "mean");
        Graph after = ScaleFolding.apply(graph("conv"));
        assertThat(names(after)).containsExactly("image", "mean", "conv");
        Op.Conv folded = (Op.Conv) after.node("conv").op();
        assertThat(folded.weight().scale()).isEqualTo(0.5f);
        assertThat(folded.bias().scale()).isEqualTo(1);
    }

    @Test
    void aFactorAtAnOutputGoesIntoTheConvolutionBeforeIt() {
        add("image", new Op.Image(8, 8));
        add("conv", conv(Activation.NONE), "image");
        add("times16", new Op.MulScalar(16), "conv");
        Graph after = ScaleFolding.apply(graph("times16"));
        assertThat(names(after)).containsExactly("image", "conv");
        Op.Conv folded = (Op.Conv) after.node("conv").op();
        assertThat(folded.weight().scale()).isEqualTo(16);
        assertThat(folded.bias().scale()).isEqualTo(16);
        assertThat(after.outputs()).containsEntry("out", "conv");
    }

    @Test
    void aFactorBehindAnActivationStaysAtAnOutput() {
        add("image", new Op.Image(8, 8));
        add("conv", conv(Activation.RELU), "image");
        add("times16", new Op.MulScalar(16), "conv");
        Graph after = ScaleFolding.apply(graph("times16"));
        assertThat(names(after)).containsExactly("image", "conv", "times16/scaled");
    }

    @Test
    void aConvolutionReadTwiceKeepsItsWeights() {
        add("image", new Op.Image(8, 8));
        add("conv", conv(Activation.NONE), "image");
        add("times16", new Op.MulScalar(16), "conv");
        add("both", new Op.Concat(), "conv", "times16");
        Graph after = ScaleFolding.apply(graph("both"));
        assertThat(((Op.Conv) after.node("conv").op()).weight().scale()).isEqualTo(1);
        assertThat(after.node("both").inputs()).containsExactly("conv", "times16/scaled");
    }

    @Test
    void anAdditionTakesAFactorAsItsOwn() {
        add("image", new Op.Image(8, 8));
        add("conv", conv(Activation.NONE), "image");
        add("half", new Op.MulScalar(0.5f), "image");
        add("sum", new Op.Add(1), "half", "conv");
        Graph after = ScaleFolding.apply(graph("sum"));
        assertThat(after.node("sum").op()).isEqualTo(new Op.Add(0.5f));
        assertThat(after.node("sum").inputs()).containsExactly("conv", "image");
    }

    @Test
    void anActivationMovesIntoTheConvolutionThatOnlyItReads() {
        add("image", new Op.Image(8, 8));
        add("conv", conv(Activation.NONE), "image");
        add("relu", new Op.Activate(Activation.RELU), "conv");
        add("shared", conv(Activation.NONE), "relu");
        add("swish", new Op.Activate(Activation.HARD_SWISH), "shared");
        add("sum", new Op.Add(1), "swish", "shared");
        Graph after = ActivationFusion.apply(graph("sum"));
        assertThat(names(after)).containsExactly("image", "conv", "shared", "swish", "sum");
        assertThat(((Op.Conv) after.node("conv").op()).activation()).isEqualTo(Activation.RELU);
        assertThat(((Op.Conv) after.node("shared").op()).activation()).isEqualTo(Activation.NONE);
    }

    @Test
    void unevenPaddingBecomesEvenWithZerosInTheKernel() {
        add("image", new Op.Image(8, 8));
        Weights kernel = new Weights(new int[] {1, 1, 2, 2}, new float[] {1, 2, 3, 4});
        add("conv", new Op.Conv(kernel, null, 2, 1, 1, new Padding(0, 0, 1, 1), Activation.NONE), "image");
        Op.Conv even = (Op.Conv) EvenPadding.apply(graph("conv")).node("conv").op();
        assertThat(even.padding()).isEqualTo(new Padding(1, 1, 1, 1));
        assertThat(values(even.weight())).containsExactly(0f, 0f, 0f, 0f, 1f, 2f, 0f, 3f, 4f);
    }

    @Test
    void weightsAreTransposed() {
        Weights transposed = new Weights(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}).transpose(1, 0);
        assertThat(transposed).hasToString("Weights[3, 2]");
        assertThat(values(transposed)).containsExactly(1f, 4f, 2f, 5f, 3f, 6f);
    }

    private static Float[] values(Weights weights) {
        Float[] values = new Float[weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights.value(i);
        }
        return values;
    }

    private static Op.Conv conv(Activation activation) {
        Weights weight = new Weights(new int[] {3, 3, 1, 1}, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        Weights bias = new Weights(new int[] {3}, new float[] {1, 2, 3});
        return new Op.Conv(weight, bias, 1, 1, 1, Padding.NONE, activation);
    }

    private void add(String name, Op op, String... inputs) {
        nodes.add(new Node(name, op, List.of(inputs), SHAPE));
    }

    private Graph graph(String output) {
        return new Graph(nodes, Map.of("out", output));
    }

    private static List<String> names(Graph graph) {
        return graph.nodes().stream().map(Node::name).toList();
    }
}
