package io.streetward.models.onnx;

import static io.streetward.models.onnx.OnnxBuilder.integer;
import static io.streetward.models.onnx.OnnxBuilder.ints;
import static io.streetward.models.onnx.OnnxBuilder.number;
import static io.streetward.models.onnx.OnnxBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.Difference;
import io.streetward.models.TrialModel;
import io.streetward.models.graph.Graph;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import io.streetward.models.importer.ModelConverter;
import io.streetward.models.torchscript.TorchScriptArchive;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each operator in a small ONNX file, converted and run on PyTorch, against ONNX Runtime on the file itself. */
class OnnxLoweringTest {
    private static final PictureSize SIZE = new PictureSize(12, 8);
    private static final double ROUNDING = 2e-5;
    /** Brings pixels to about −2..2, unlike in each channel. */
    private static final Normalise NORMALISE = new Normalise(1 / 64.0, List.of(2.0, 1.5, 1.0), List.of(1.0, 0.5, 2.0));

    @TestFactory
    Stream<DynamicTest> computesWhatOnnxRuntimeComputes() {
        Map<String, Supplier<OnnxBuilder>> cases = new TreeMap<>();
        addWindows(cases);
        addElementWise(cases);
        addRearranging(cases);
        addResizes(cases);
        return cases.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(), () -> assertSame(each.getValue().get().build())));
    }

    private static void addWindows(Map<String, Supplier<OnnxBuilder>> cases) {
        cases.put(
                "convolution in groups with uneven strides, pads and dilation",
                () -> conv(13).random("g", 8, 4, 3, 2)
                        .random("gb", 8)
                        .node(
                                "Conv",
                                "y",
                                List.of("x", "g", "gb"),
                                integer("group", 2),
                                ints("strides", 2, 1),
                                ints("pads", 0, 1, 2, 1),
                                ints("dilations", 1, 2)));
        for (String where : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            cases.put(
                    "convolution padded " + where,
                    () -> conv(13).random("g", 4, 8, 3, 3)
                            .node("Conv", "y", List.of("x", "g"), text("auto_pad", where), ints("strides", 2, 2)));
        }
        cases.put("batch normalisation after a convolution", () -> normalised(conv(13), "x"));
        cases.put(
                "batch normalisation before a padded convolution",
                () -> normalised(conv(13).node("Relu", "r", List.of("x")), "r")
                        .random("k", 4, 8, 3, 3)
                        .node("Conv", "z", List.of("y", "k"), ints("pads", 1, 1, 1, 1)));
        cases.put(
                "maximum pool",
                () -> conv(13).node(
                                "MaxPool",
                                "y",
                                List.of("x"),
                                ints("kernel_shape", 3, 2),
                                ints("strides", 2, 1),
                                ints("pads", 1, 0, 1, 0)));
        for (int counted = 0; counted < 2; counted++) {
            int count = counted;
            cases.put(
                    "average pool, padding counted " + count,
                    () -> conv(13).node(
                                    "AveragePool",
                                    "y",
                                    List.of("x"),
                                    ints("kernel_shape", 3, 3),
                                    ints("pads", 1, 1, 1, 1),
                                    integer("count_include_pad", count)));
        }
        cases.put("global average", () -> conv(13).node("GlobalAveragePool", "y", List.of("x")));
        cases.put(
                "mean over height and width", () -> conv(13).node("ReduceMean", "y", List.of("x"), ints("axes", 2, 3)));
        cases.put(
                "zeros around",
                () -> conv(13).integers("p", 0, 0, 1, 2, 0, 0, 3, 0).node("Pad", "y", List.of("x", "p")));
    }

    private static OnnxBuilder normalised(OnnxBuilder builder, String x) {
        return builder.random("gain", 8)
                .random("shift", 8)
                .random("mean", 8)
                .floats("variance", List.of(8), 0.5f, 1, 2, 3, 0.1f, 1, 1, 4)
                .node("BatchNormalization", "y", List.of(x, "gain", "shift", "mean", "variance"));
    }

    private static void addElementWise(Map<String, Supplier<OnnxBuilder>> cases) {
        for (String op : List.of("Relu", "Sigmoid", "Tanh", "Exp", "Abs")) {
            cases.put(op, () -> conv(13).node(op, "y", List.of("x")));
        }
        cases.put("HardSwish", () -> conv(14).node("HardSwish", "y", List.of("x")));
        cases.put(
                "Sqrt of Abs, Reciprocal of Exp",
                () -> conv(13).node("Abs", "a", List.of("x"))
                        .node("Sqrt", "s", List.of("a"))
                        .node("Exp", "e", List.of("s"))
                        .node("Reciprocal", "y", List.of("e")));
        cases.put("LeakyRelu", () -> conv(13).node("LeakyRelu", "y", List.of("x"), number("alpha", 0.1f)));
        cases.put(
                "HardSigmoid of a sixth",
                () -> conv(13).node("HardSigmoid", "y", List.of("x"), number("alpha", 1 / 6f)));
        cases.put("HardSigmoid of a fifth", () -> conv(13).node("HardSigmoid", "y", List.of("x")));
        cases.put(
                "Clip on both sides",
                () -> conv(13).floats("low", List.of(), -0.3f)
                        .floats("high", List.of(), 0.4f)
                        .node("Clip", "y", List.of("x", "low", "high")));
        cases.put(
                "Clip on one side",
                () -> conv(13).floats("high", List.of(), 0.4f).node("Clip", "y", List.of("x", "", "high")));
        cases.put(
                "SiLU spelt out",
                () -> conv(13).node("Sigmoid", "s", List.of("x")).node("Mul", "y", List.of("s", "x")));
        cases.put(
                "hard-swish spelt out with a division",
                () -> conv(13).floats("three", List.of(), 3)
                        .floats("zero", List.of(), 0)
                        .floats("six", List.of(), 6)
                        .node("Add", "a", List.of("x", "three"))
                        .node("Clip", "c", List.of("a", "zero", "six"))
                        .node("Mul", "m", List.of("x", "c"))
                        .node("Div", "y", List.of("m", "six")));
        for (String op : List.of("Add", "Sub", "Mul", "Div")) {
            cases.put(
                    op + " of a number per channel",
                    () -> conv(13).node("Relu", "r", List.of("x"))
                            .floats("c", List.of(1, 8, 1, 1), 1, 2, 3, 4, -1, -2, -3, -4)
                            .node(op, "y", List.of("r", "c")));
            cases.put(
                    op + " of a constant map",
                    () -> conv(13).floats("c", List.of(1, 1, 1, 12), 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -2, -3)
                            .node(op, "y", List.of("x", "c")));
            cases.put(
                    op + " of a number and of itself",
                    () -> conv(13).floats("c", List.of(), 3)
                            .node("Exp", "e", List.of("x"))
                            .node(op, "n", List.of("x", "c"))
                            .node(op, "y", List.of("n", "e")));
        }
        cases.put(
                "peaks only",
                () -> conv(13).node("MaxPool", "p", List.of("x"), ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1))
                        .node("Equal", "e", List.of("x", "p"))
                        .node("Cast", "f", List.of("e"), integer("to", 1))
                        .node("Mul", "y", List.of("x", "f")));
        cases.put("a square", () -> conv(13).floats("two", List.of(), 2).node("Pow", "y", List.of("x", "two")));
    }

    private static void addRearranging(Map<String, Supplier<OnnxBuilder>> cases) {
        cases.put(
                "cuts, and an activation on one of them only",
                () -> conv(13).node("Split", List.of("a", "b"), List.of("x"), integer("axis", 1))
                        .node("Sigmoid", "s", List.of("a"))
                        .node("Concat", "y", List.of("s", "b", "a", "x"), integer("axis", 1)));
        cases.put(
                "Slice with steps and open ends",
                () -> conv(13).integers("from", 1, -4)
                        .integers("to", Long.MAX_VALUE, -1)
                        .integers("axes", 2, 3)
                        .integers("steps", 2, 1)
                        .node("Slice", "y", List.of("x", "from", "to", "axes", "steps")));
        cases.put(
                "channel shuffle by computed shapes",
                () -> conv(13).node("Shape", "s", List.of("x"))
                        .integers("hw", 2, 3)
                        .node("Gather", "size", List.of("s", "hw"))
                        .integers("five", 1, 2, -1)
                        .integers("four", 1, -1)
                        .node("Concat", "to5", List.of("five", "size"), integer("axis", 0))
                        .node("Concat", "to4", List.of("four", "size"), integer("axis", 0))
                        .node("Reshape", "a", List.of("x", "to5"))
                        .node("Transpose", "t", List.of("a"), ints("perm", 0, 2, 1, 3, 4))
                        .node("Reshape", "y", List.of("t", "to4")));
        cases.put(
                "cells as rows",
                () -> conv(13).integers("to", 1, 8, -1)
                        .node("MaxPool", "p", List.of("x"), ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                        .node("Reshape", "a", List.of("x", "to"))
                        .node("Reshape", "b", List.of("p", "to"))
                        .node("Concat", "c", List.of("a", "b"), integer("axis", 2))
                        .node("Transpose", "y", List.of("c"), ints("perm", 0, 2, 1)));
        cases.put(
                "cells as rows the other way",
                () -> conv(13).integers("to", 1, -1, 4)
                        .node("Transpose", "t", List.of("x"), ints("perm", 0, 2, 3, 1))
                        .node("Reshape", "r", List.of("t", "to"))
                        .node("Softmax", "y", List.of("r"), integer("axis", 2)));
        cases.put(
                "Flatten, Unsqueeze, Squeeze",
                () -> conv(13).integers("axis", 2)
                        .node("Flatten", "f", List.of("x"))
                        .node("Unsqueeze", "u", List.of("f", "axis"))
                        .node("Squeeze", "y", List.of("u", "axis")));
        cases.put("focus", () -> focus());
    }

    private static OnnxBuilder focus() {
        OnnxBuilder builder = new OnnxBuilder(11, SIZE.widthPx(), SIZE.heightPx())
                .integers("0", 0)
                .integers("1", 1)
                .integers("2", 2)
                .integers("3", 3)
                .integers("end", Long.MAX_VALUE);
        for (String corner : List.of("00", "10", "01", "11")) {
            String row = corner.substring(0, 1);
            String column = corner.substring(1);
            builder.node("Slice", "r" + corner, List.of("images", row, "end", "2", "2"))
                    .node("Slice", "c" + corner, List.of("r" + corner, column, "end", "3", "2"));
        }
        return builder.node("Concat", "stack", List.of("c00", "c10", "c01", "c11"), integer("axis", 1))
                .random("w", 8, 12, 3, 3)
                .random("b", 8)
                .node("Conv", "x", List.of("stack", "w", "b"), ints("pads", 1, 1, 1, 1));
    }

    private static void addResizes(Map<String, Supplier<OnnxBuilder>> cases) {
        for (String coordinates : List.of("asymmetric", "half_pixel", "align_corners")) {
            for (float factor : new float[] {2, 3}) {
                cases.put(
                        "linear resize " + coordinates + " by " + factor, () -> resize(coordinates, "linear", factor));
            }
        }
        cases.put("linear resize half_pixel by 1.5", () -> resize("half_pixel", "linear", 1.5f));
        for (float factor : new float[] {2, 3}) {
            cases.put("nearest resize asymmetric by " + factor, () -> resize("asymmetric", "nearest", factor));
            cases.put("nearest resize half_pixel by " + factor, () -> resize("half_pixel", "nearest", factor));
        }
    }

    private static OnnxBuilder resize(String coordinates, String mode, float factor) {
        String rounding = coordinates.equals("asymmetric") ? "floor" : "round_prefer_floor";
        return conv(13).floats("scales", List.of(4), 1, 1, factor, factor)
                .node(
                        "Resize",
                        "y",
                        List.of("x", "", "scales"),
                        text("mode", mode),
                        text("coordinate_transformation_mode", coordinates),
                        text("nearest_mode", rounding));
    }

    /** The picture through a padded convolution to 8 channels, called x. */
    private static OnnxBuilder conv(int opset) {
        return new OnnxBuilder(opset, SIZE.widthPx(), SIZE.heightPx())
                .random("w", 8, 3, 3, 3)
                .random("bias", 8)
                .node("Conv", "x", List.of("images", "w", "bias"), ints("pads", 1, 1, 1, 1));
    }

    @Test
    void normalisationIsExactAtPaddedBorders() throws Exception {
        Graph graph = ModelConverter.simplify(convert(conv(13).build(), NORMALISE));
        assertThat(graph.nodes()).extracting(Node::op).hasAtLeastOneElementOfType(Op.Affine.class);
        assertSame(conv(13).build());
        Graph unshifted = ModelConverter.simplify(
                convert(conv(13).build(), new Normalise(1 / 255.0, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0))));
        assertThat(unshifted.nodes()).hasSize(2); // picture, convolution
    }

    @Test
    void normalisationFoldsWhollyWhereNothingIsPadded() throws Exception {
        byte[] onnx = new OnnxBuilder(13, SIZE.widthPx(), SIZE.heightPx())
                .random("w", 8, 3, 3, 3)
                .node("Conv", "x", List.of("images", "w"))
                .build();
        assertThat(ModelConverter.simplify(convert(onnx, NORMALISE)).nodes()).hasSize(2); // picture, convolution
        assertSame(onnx);
    }

    @Test
    void focusBecomesOneConvolution() throws Exception {
        Graph graph = ModelConverter.simplify(convert(focus().build(), Normalise.NONE));
        assertThat(graph.nodes()).hasSize(2); // picture, convolution
    }

    @Test
    void activationsAndShufflesAreRecognised() throws Exception {
        OnnxBuilder silu = conv(13).node("Sigmoid", "s", List.of("x")).node("Mul", "y", List.of("x", "s"));
        assertThat(ModelConverter.simplify(convert(silu.build(), Normalise.NONE))
                        .nodes())
                .hasSize(2);
    }

    @Test
    void everyUnknownOperatorIsNamed() {
        byte[] onnx = conv(13).node("Einsum", "e", List.of("x"))
                .node("GridSample", "g", List.of("e", "x"))
                .node("Einsum", "y", List.of("g"))
                .build();
        assertThatThrownBy(() -> convert(onnx, Normalise.NONE))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("test.onnx: operators that cannot be converted:")
                .hasMessageContaining("Einsum × 2: Einsum_1, Einsum_3")
                .hasMessageContaining("GridSample × 1: GridSample_2")
                .hasMessageContaining("Converted are Abs, Add, AveragePool")
                .hasMessageContaining("--engine onnxruntime");
    }

    @Test
    void everyUseThatCannotBeConvertedIsNamed() {
        byte[] onnx = conv(13).floats("scales", List.of(4), 1, 1, 2, 2)
                .node("Resize", "cubic", List.of("x", "", "scales"), text("mode", "cubic"))
                .node("Relu", "r", List.of("cubic"))
                .node("MaxPool", "m", List.of("x"), ints("kernel_shape", 2, 2), ints("pads", 0, 0, 1, 1))
                .node("Concat", "y", List.of("r", "m"), integer("axis", 1))
                .build();
        assertThatThrownBy(() -> convert(onnx, Normalise.NONE))
                .hasMessageContaining("Resize Resize_1: resizes by mode cubic, expected nearest or linear")
                .hasMessageContaining("MaxPool MaxPool_3: has uneven padding")
                .hasMessageNotContaining("Concat Concat_4");
    }

    @Test
    void whatIsNoModelOfOnePictureIsRefused() {
        assertThatThrownBy(() -> OnnxImporter.open("test.onnx", new byte[] {1, 2, 3}, PictureSize.UNKNOWN))
                .hasMessageContaining("test.onnx: is not an ONNX file");
        assertThatThrownBy(() -> OnnxImporter.open("test.onnx", new byte[0], PictureSize.UNKNOWN))
                .hasMessageContaining("holds no graph");
        byte[] open =
                new OnnxBuilder(13, 0, 0).node("Relu", "y", List.of("images")).build();
        assertThatThrownBy(() -> OnnxImporter.open("test.onnx", open, PictureSize.UNKNOWN))
                .hasMessageContaining("say it with --input WIDTHxHEIGHT");
        assertThatThrownBy(() -> OnnxImporter.open("test.onnx", conv(13).build(), new PictureSize(64, 64)))
                .hasMessageContaining("takes pictures of 12x8 only, found --input 64x64");
    }

    private static Graph convert(byte[] onnx, Normalise normalise) throws ImportException {
        return OnnxImporter.open("test.onnx", onnx, PictureSize.UNKNOWN).graph(normalise);
    }

    private static void assertSame(byte[] onnx) throws Exception {
        ByteBuffer pixels = ByteBuffer.allocateDirect(SIZE.widthPx() * SIZE.heightPx() * 3);
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) (i * 37 + i / 11 * 5));
        }
        byte[] archive = TorchScriptArchive.write("m", ModelConverter.simplify(convert(onnx, NORMALISE)));
        try (TrialModel converted = TrialModel.torchScript(archive, SIZE);
                TrialModel reference = TrialModel.onnx(onnx, SIZE, NORMALISE)) {
            Difference difference = Difference.of(converted.run(pixels), reference.run(pixels));
            double largest = ROUNDING * Math.max(1, Math.abs(difference.expected()));
            assertThat(difference.largest()).as(difference.toString()).isLessThan(largest);
        }
    }
}
