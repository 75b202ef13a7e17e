package io.streetward.models.onnx;

import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Node;
import io.streetward.models.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of the model's values while it is lowered: constants, graph nodes, and those that could not be made. */
final class OnnxValues {
    private final Map<String, OnnxTensor> constants;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    /** Value of the model → the value that stands for it, where the names differ. */
    private final Map<String, String> aliases = new HashMap<>();

    private final Set<String> lost = new HashSet<>();

    OnnxValues(Map<String, OnnxTensor> initialisers) {
        this.constants = new HashMap<>(initialisers);
    }

    List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    boolean isConstant(String value) {
        return constants.containsKey(value);
    }

    boolean isConstant(OnnxNode node, int input) {
        return node.has(input) && isConstant(node.inputs().get(input));
    }

    /** Whether every input is known, and so the result. */
    boolean allConstant(OnnxNode node) {
        return node.inputs().stream().allMatch(input -> input.isEmpty() || isConstant(input));
    }

    List<OnnxTensor> constants(OnnxNode node) {
        return node.inputs().stream()
                .filter(this::isConstant)
                .map(constants::get)
                .toList();
    }

    OnnxTensor constant(OnnxNode node, int input) throws ImportException {
        OnnxTensor tensor = node.has(input) ? constants.get(node.inputs().get(input)) : null;
        if (tensor == null) {
            throw node.fault(
                    "has an input " + input + " that is missing or computed from the picture, expected a constant");
        }
        return tensor;
    }

    /** The given inputs from {@code first} on; those left out end the list. */
    List<OnnxTensor> constantsFrom(OnnxNode node, int first) throws ImportException {
        List<OnnxTensor> found = new ArrayList<>();
        for (int i = first; node.has(i); i++) {
            found.add(constant(node, i));
        }
        return found;
    }

    void define(String value, OnnxTensor constant) {
        constants.put(value, constant);
    }

    /** Nothing more is said of what depends on a value that could not be made: its own fault is reported. */
    void lose(OnnxNode node) {
        lost.addAll(node.outputs());
    }

    boolean dependsOnLost(OnnxNode node) {
        return node.inputs().stream().anyMatch(lost::contains);
    }

    /** The graph's value for an input, made on the spot where it is a constant. */
    String value(OnnxNode node, int input) throws ImportException {
        if (!node.has(input)) {
            throw node.fault("has no input " + input);
        }
        String name = node.inputs().get(input);
        OnnxTensor constant = constants.get(name);
        if (constant != null && !nodes.containsKey(name)) {
            put(name, new Op.Constant(constant.weights()), List.of(), new FeatureShape(constant.dims()));
        }
        return valueOf(name);
    }

    String valueOf(String name) {
        return aliases.getOrDefault(name, name);
    }

    /** Shape of an input with the batch axis, which is 1 at import. */
    List<Integer> dims(OnnxNode node, int input) throws ImportException {
        if (isConstant(node, input)) {
            return constant(node, input).dims();
        }
        List<Integer> dims = new ArrayList<>(List.of(1));
        dims.addAll(shape(node, input).dims());
        return dims;
    }

    /** Shape of an input without the batch axis. */
    FeatureShape shape(OnnxNode node, int input) throws ImportException {
        Node producer = nodes.get(value(node, input));
        if (producer == null) {
            throw node.fault("reads " + node.inputs().get(input) + ", which no node before it makes");
        }
        return producer.shape();
    }

    /** Shape of an input that must have channels, height and width. */
    FeatureShape map(OnnxNode node, int input) throws ImportException {
        FeatureShape shape = shape(node, input);
        if (!shape.isMap()) {
            throw node.fault("works on a value of shape 1x" + shape + ", expected channels, height and width");
        }
        return shape;
    }

    void alias(OnnxNode node, int input) throws ImportException {
        aliases.put(node.outputs().get(0), value(node, input));
    }

    /** The node's only result. */
    void emit(OnnxNode node, Op op, List<String> inputs, FeatureShape shape) {
        put(node.outputs().get(0), op, inputs, shape);
    }

    void put(String name, Op op, List<String> inputs, FeatureShape shape) {
        nodes.put(name, new Node(name, op, inputs, shape));
    }

    /** Checks that axis 0 stays the batch: what mixes pictures cannot run on several. */
    static FeatureShape withoutBatch(OnnxNode node, List<Integer> dims) throws ImportException {
        if (dims.isEmpty() || dims.get(0) != 1) {
            throw node.fault(
                    "makes a value of shape " + dims + ", expected one that keeps the batch as its first axis");
        }
        return new FeatureShape(dims.subList(1, dims.size()));
    }

    /** A non-negative axis. */
    static int axis(int axis, int rank) {
        return axis < 0 ? axis + rank : axis;
    }
}
