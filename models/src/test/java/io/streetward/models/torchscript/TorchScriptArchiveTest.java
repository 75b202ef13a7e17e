package io.streetward.models.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.streetward.models.graph.Activation;
import io.streetward.models.graph.EvenPadding;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.Graph;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Padding;
import io.streetward.models.graph.Weights;
import io.streetward.models.importer.ModelConverter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Small graphs, run on PyTorch, against values worked out by hand. */
class TorchScriptArchiveTest {
    /** 2×2 pixels; only the red channel differs: 1 2 / 3 4. */
    private static final byte[] PICTURE = {1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0};

    private final List<Node> nodes = new ArrayList<>();

    @Test
    void thePictureComesOutByChannels() throws Exception {
        add("image", new Op.Image(2, 2));
        assertThat(run("image")).containsExactly(1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void enlargingPutsCellsOnTheGridAndRepeatsTheEdge() throws Exception {
        red();
        nodes.add(new Node("large", new Op.EnlargeBilinear(2), List.of("red"), new FeatureShape(1, 4, 4)));
        assertThat(run("large")).containsExactly(1, 1.5f, 2, 2, 2, 2.5f, 3, 3, 3, 3.5f, 4, 4, 3, 3.5f, 4, 4);
    }

    @Test
    void unevenPaddingGivesWhatTensorFlowGives() throws Exception {
        red();
        Weights kernel = new Weights(new int[] {1, 1, 3, 3}, new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1});
        Padding padding = Padding.same(new FeatureShape(1, 2, 2), 3, 3, 2, 1);
        add("sum", new Op.Conv(kernel, null, 2, 1, 1, padding, Activation.NONE), "red");
        assertThat(run("sum")).containsExactly(1 + 2 + 3 + 4);
        assertThat(run(EvenPadding.apply(graph("sum")))).containsExactly(1 + 2 + 3 + 4);
    }

    @Test
    void weightsWithAScaleAreScaledWhenLoaded() throws Exception {
        add("image", new Op.Image(2, 2));
        Weights half = new Weights(new int[] {1, 3, 1, 1}, new float[] {1, 0, 0}).times(0.5f);
        add(
                "conv",
                new Op.Conv(
                        half, new Weights(new int[] {1}, new float[] {0.1f}), 1, 1, 1, Padding.NONE, Activation.NONE),
                "image");
        assertThat(run("conv")).containsExactly(0.6f, 1.1f, 1.6f, 2.1f);
    }

    @Test
    void activationsComputeWhatTheySay() throws Exception {
        red();
        add("shifted", new Op.AddScalar(-2.5f), "red"); // -1.5 -0.5 0.5 1.5
        assertThat(run("shifted", Activation.RELU)).containsExactly(0, 0, 0.5f, 1.5f);
        assertThat(run("shifted", Activation.HARD_SIGMOID)).containsExactly(0.25f, 2.5f / 6, 3.5f / 6, 0.75f);
        assertThat(run("shifted", Activation.HARD_SWISH)).containsExactly(-0.375f, -1.25f / 6, 1.75f / 6, 1.125f);
        assertThat(run("red", Activation.SIGMOID)[0]).isEqualTo((float) (1 / (1 + Math.exp(-1))), within());
        assertThat(run("red", Activation.RELU6)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void onlyPeaksAreKept() throws Exception {
        red();
        add("pool", new Op.MaxPool(3, 1, new Padding(1, 1, 1, 1)), "red");
        add("peaks", new Op.KeepWhereEqual(), "red", "pool");
        assertThat(run("peaks")).containsExactly(0, 0, 0, 4);
    }

    @Test
    void sumsProductsMeansAndJoinsAreElementWise() throws Exception {
        red();
        add("mean", new Op.SpatialMean(), "red");
        add("product", new Op.Mul(), "red", "mean");
        add("sum", new Op.Add(2), "red", "product");
        nodes.add(new Node("joined", new Op.Concat(), List.of("red", "sum"), new FeatureShape(2, 2, 2)));
        assertThat(run("joined")).containsExactly(1, 2, 3, 4, 6, 12, 18, 24);
    }

    @Test
    void simplifyingDoesNotChangeTheResult() throws Exception {
        red();
        add("plus3", new Op.AddScalar(3), "red");
        add("relu6", new Op.Activate(Activation.RELU6), "plus3");
        add("scaled", new Op.MulScalar(0.25f), "red");
        add("swish", new Op.Mul(), "scaled", "relu6");
        Weights one = new Weights(new int[] {1, 1, 1, 1}, new float[] {1});
        add("conv", new Op.Conv(one, null, 1, 1, 1, Padding.NONE, Activation.NONE), "swish");
        add("sum", new Op.Add(1), "swish", "conv");
        add("times16", new Op.MulScalar(16), "sum");
        float[] before = run("times16");
        assertThat(before).containsExactly(32, 80, 144, 192);
        assertThat(run(ModelConverter.simplify(graph("times16")))).containsExactly(before);
    }

    @Test
    void theArchiveIsTheSameBytesEachTimeAndAligned() throws IOException {
        red();
        byte[] archive = TorchScriptArchive.write("m", graph("red"));
        assertThat(TorchScriptArchive.write("m", graph("red"))).isEqualTo(archive);
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            }
        }
        assertThat(names)
                .containsExactly(
                        "m/data.pkl", "m/byteorder", "m/data/0", "m/code/__torch__.py", "m/constants.pkl", "m/version");
    }

    /** The red channel of the picture, by a convolution. */
    private void red() {
        add("image", new Op.Image(2, 2));
        Weights weight = new Weights(new int[] {1, 3, 1, 1}, new float[] {1, 0, 0});
        nodes.add(new Node(
                "red",
                new Op.Conv(weight, null, 1, 1, 1, Padding.NONE, Activation.NONE),
                List.of("image"),
                new FeatureShape(1, 2, 2)));
    }

    private void add(String name, Op op, String... inputs) {
        nodes.add(new Node(name, op, List.of(inputs), new FeatureShape(1, 2, 2)));
    }

    private Graph graph(String output) {
        return new Graph(nodes, Map.of("out", output));
    }

    private float[] run(String value, Activation activation) throws Exception {
        List<Node> all = new ArrayList<>(nodes);
        all.add(new Node("act", new Op.Activate(activation), List.of(value), new FeatureShape(1, 2, 2)));
        return run(new Graph(all, Map.of("out", "act")));
    }

    private float[] run(String output) throws Exception {
        return run(graph(output));
    }

    private static float[] run(Graph graph) throws IOException, MalformedModelException, TranslateException {
        byte[] archive = TorchScriptArchive.write("m", graph);
        try (Model model = Model.newInstance("m", Device.cpu(), "PyTorch")) {
            model.load(new ByteArrayInputStream(archive), Map.of("mapLocation", "true"));
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
                    NDManager manager = model.getNDManager().newSubManager()) {
                ByteBuffer pixels =
                        ByteBuffer.allocateDirect(PICTURE.length).put(PICTURE).flip();
                NDList input = new NDList(manager.create(pixels, new Shape(1, 2, 2, 3), DataType.UINT8));
                return predictor.predict(input).head().toFloatArray();
            }
        }
    }

    private static Offset<Float> within() {
        return Offset.offset(1e-6f);
    }
}
