package io.streetward.models.onnx;

import io.streetward.models.graph.Activation;
import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.Graph;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Translates an ONNX model operator by operator; whatever it cannot translate is reported together. */
final class OnnxLowering {
    private static final int NAMES_SHOWN = 5;

    private final OnnxModel model;
    private final OnnxValues values;
    private final Map<String, Rule> rules = new TreeMap<>();

    private OnnxLowering(OnnxModel model) {
        this.model = model;
        this.values = new OnnxValues(model.constants());
        addRules();
    }

    /** How one operator is translated. */
    @FunctionalInterface
    private interface Rule {
        void lower(OnnxNode node) throws ImportException;
    }

    /**
     * The whole model as a graph.
     *
     * @param normalise what is done to the picture before the model sees it
     */
    static Graph lower(OnnxModel model, PictureSize size, Normalise normalise) throws ImportException {
        OnnxLowering lowering = new OnnxLowering(model);
        lowering.refuseUnknown();
        lowering.picture(size, normalise);
        lowering.translate();
        Map<String, String> outputs = new LinkedHashMap<>();
        for (String output : model.outputs()) {
            outputs.put(output, lowering.values.valueOf(output));
        }
        return new Graph(lowering.values.nodes(), outputs);
    }

    private void addRules() {
        OnnxWindows windows = new OnnxWindows(values);
        rules.put("Conv", windows::convolution);
        rules.put("MaxPool", windows::maxPool);
        rules.put("AveragePool", windows::averagePool);
        rules.put("GlobalAveragePool", windows::globalAverage);
        rules.put("ReduceMean", windows::mean);
        rules.put("BatchNormalization", windows::batchNormalization);
        rules.put("Pad", windows::pad);
        OnnxResize resize = new OnnxResize(values);
        rules.put("Resize", resize::lower);
        rules.put("Upsample", resize::lower);
        OnnxRearranging rearranging = new OnnxRearranging(values, model.opset());
        rules.put("Shape", rearranging::shape);
        rules.put("Reshape", rearranging::reshape);
        rules.put("Flatten", rearranging::reshape);
        rules.put("Squeeze", rearranging::reshape);
        rules.put("Unsqueeze", rearranging::reshape);
        rules.put("Transpose", rearranging::transpose);
        rules.put("Concat", rearranging::concat);
        rules.put("Slice", rearranging::slice);
        rules.put("Split", rearranging::split);
        rules.put("Softmax", rearranging::softmax);
        rules.put("Identity", node -> values.alias(node, 0));
        rules.put("Dropout", node -> values.alias(node, 0));
        addArithmetic(new OnnxArithmetic(values));
    }

    private void addArithmetic(OnnxArithmetic arithmetic) {
        Map<String, Activation> functions = Map.of(
                "Relu", Activation.RELU,
                "Sigmoid", Activation.SIGMOID,
                "HardSwish", Activation.HARD_SWISH,
                "Tanh", Activation.TANH,
                "Exp", Activation.EXP,
                "Sqrt", Activation.SQRT,
                "Abs", Activation.ABS,
                "Reciprocal", Activation.RECIPROCAL);
        functions.forEach((op, function) -> rules.put(op, node -> arithmetic.apply(node, function)));
        rules.put("Clip", arithmetic::clip);
        rules.put("LeakyRelu", arithmetic::leakyRelu);
        rules.put("HardSigmoid", arithmetic::hardSigmoid);
        rules.put("Add", arithmetic::add);
        rules.put("Sub", arithmetic::subtract);
        rules.put("Mul", arithmetic::multiply);
        rules.put("Div", arithmetic::divide);
        rules.put("Pow", arithmetic::power);
        rules.put("Equal", arithmetic::compare);
        rules.put("Cast", arithmetic::cast);
    }

    private void refuseUnknown() throws ImportException {
        TreeSet<String> known = new TreeSet<>(OnnxFolding.KNOWN);
        known.addAll(rules.keySet());
        StringBuilder message = new StringBuilder();
        model.operators().forEach((op, nodes) -> {
            if (!known.contains(op)) {
                message.append("\n  ")
                        .append(op)
                        .append(" × ")
                        .append(nodes.size())
                        .append(": ");
                message.append(String.join(", ", nodes.subList(0, Math.min(NAMES_SHOWN, nodes.size()))));
                message.append(nodes.size() > NAMES_SHOWN ? ", …" : "");
            }
        });
        if (!message.isEmpty()) {
            throw new ImportException(model.file() + ": operators that cannot be converted:" + message
                    + "\nConverted are " + String.join(", ", known)
                    + ".\nTo run the file as it is instead, import it with --engine onnxruntime.");
        }
    }

    private void picture(PictureSize size, Normalise normalise) {
        FeatureShape shape = new FeatureShape(3, size.heightPx(), size.widthPx());
        Op image = new Op.Image(size.heightPx(), size.widthPx());
        if (normalise.isNone()) {
            values.put(model.pictureName(), image, List.of(), shape);
            return;
        }
        String pixels = model.pictureName() + "/pixels";
        values.put(pixels, image, List.of(), shape);
        values.put(model.pictureName(), normalise.affine(), List.of(pixels), shape);
    }

    private void translate() throws ImportException {
        List<String> faults = new ArrayList<>();
        for (OnnxNode node : model.nodes()) {
            if (values.dependsOnLost(node)) {
                values.lose(node);
                continue;
            }
            try {
                translate(node);
            } catch (ImportException e) {
                faults.add(String.valueOf(e.getMessage()));
                values.lose(node);
            }
        }
        if (!faults.isEmpty()) {
            throw new ImportException(model.file() + ": cannot be converted:\n  " + String.join("\n  ", faults)
                    + "\nTo run the file as it is instead, import it with --engine onnxruntime.");
        }
    }

    private void translate(OnnxNode node) throws ImportException {
        if (values.allConstant(node) && OnnxFolding.KNOWN.contains(node.op())) {
            values.define(node.outputs().get(0), OnnxFolding.compute(node, values.constants(node)));
            return;
        }
        Rule rule = rules.get(node.op());
        if (rule == null) {
            throw node.fault("works on values computed from the picture, expected constants only");
        }
        rule.lower(node);
    }

    /** Shape of an output with the batch axis. */
    static List<Integer> shapeOf(Graph graph, String output) {
        Node node = graph.node(String.valueOf(graph.outputs().get(output)));
        List<Integer> dims = new ArrayList<>(List.of(1));
        dims.addAll(node.shape().dims());
        return dims;
    }
}
