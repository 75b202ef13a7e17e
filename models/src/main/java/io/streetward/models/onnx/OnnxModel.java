package io.streetward.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.streetward.models.graph.ImportException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX file as it was written: one picture in, its nodes in order, constants and outputs. */
final class OnnxModel {
    /** Older sets keep as attributes what became inputs; the exporters of the detectors meant here write 9 and later. */
    private static final int OLDEST_OPSET = 9;

    private final String file;
    private final int opset;
    private final ValueInfoProto picture;
    private final List<OnnxNode> nodes;
    private final Map<String, OnnxTensor> constants;
    private final List<String> outputs;

    private OnnxModel(
            String file,
            int opset,
            ValueInfoProto picture,
            List<OnnxNode> nodes,
            Map<String, OnnxTensor> constants,
            List<String> outputs) {
        this.file = file;
        this.opset = opset;
        this.picture = picture;
        this.nodes = nodes;
        this.constants = constants;
        this.outputs = outputs;
    }

    static OnnxModel read(String file, byte[] bytes) throws ImportException {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new ImportException(file + ": is not an ONNX file: " + e.getMessage(), e);
        }
        GraphProto graph = model.getGraph();
        if (graph.getNodeCount() == 0) {
            throw new ImportException(file + ": holds no graph, expected an ONNX model");
        }
        int opset = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToInt(OnnxModel::version)
                .findFirst()
                .orElse(1);
        if (opset < OLDEST_OPSET) {
            throw new ImportException(file + ": uses operator set " + opset + ", expected " + OLDEST_OPSET
                    + " or later; export it again");
        }
        Map<String, OnnxTensor> constants = new HashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            try {
                constants.put(tensor.getName(), OnnxTensor.of(tensor));
            } catch (ImportException e) {
                throw new ImportException(file + ": " + e.getMessage(), e);
            }
        }
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !constants.containsKey(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            List<String> names = inputs.stream().map(ValueInfoProto::getName).toList();
            throw new ImportException(file + ": takes " + names + ", expected one input, the picture");
        }
        List<OnnxNode> nodes = graph.getNodeList().stream().map(OnnxNode::new).toList();
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        return new OnnxModel(file, opset, inputs.get(0), needed(nodes, outputs), constants, outputs);
    }

    private static int version(OperatorSetIdProto set) {
        return Math.toIntExact(set.getVersion());
    }

    /** The nodes that the outputs depend on, in the order of the file, which ONNX requires to be that of reading. */
    private static List<OnnxNode> needed(List<OnnxNode> nodes, List<String> outputs) {
        Map<String, OnnxNode> producers = new HashMap<>();
        nodes.forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
        Set<OnnxNode> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            OnnxNode node = producers.get(open.pop());
            if (node != null && needed.add(node)) {
                open.addAll(node.inputs());
            }
        }
        return nodes.stream().filter(needed::contains).toList();
    }

    String file() {
        return file;
    }

    int opset() {
        return opset;
    }

    List<OnnxNode> nodes() {
        return nodes;
    }

    /** Initialisers by name. */
    Map<String, OnnxTensor> constants() {
        return Collections.unmodifiableMap(constants);
    }

    List<String> outputs() {
        return outputs;
    }

    String pictureName() {
        return picture.getName();
    }

    /**
     * The picture's size as the model fixes it or, where it leaves that open, as asked for.
     *
     * @param asked width and height in pixels, or null for "as the model says"
     */
    PictureSize pictureSize(PictureSize asked) throws ImportException {
        TypeProto.Tensor type = picture.getType().getTensorType();
        if (type.getElemType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new ImportException(file + ": input " + pictureName() + " is of type "
                    + TensorProto.DataType.forNumber(type.getElemType())
                    + ", expected FLOAT; export the model with a float32 input");
        }
        List<Dimension> dims = type.getShape().getDimList();
        boolean fits = dims.size() == 4 && fits(dims.get(0), 1) && fits(dims.get(1), 3);
        if (!fits) {
            throw new ImportException(file + ": input " + pictureName() + " is " + shapeText(dims)
                    + ", expected 1x3xHEIGHTxWIDTH (channels first, one picture)");
        }
        long height = dims.get(2).getDimValue();
        long width = dims.get(3).getDimValue();
        if (height > 0 && width > 0) {
            PictureSize fixed = new PictureSize(Math.toIntExact(width), Math.toIntExact(height));
            if (asked.isKnown() && !asked.equals(fixed)) {
                throw new ImportException(file + ": takes pictures of " + fixed + " only, found --input " + asked
                        + "; leave it out or export the model for that size");
            }
            return fixed;
        }
        if (!asked.isKnown()) {
            throw new ImportException(file + ": input " + pictureName() + " is " + shapeText(dims)
                    + ", which leaves the picture's size open; say it with --input WIDTHxHEIGHT");
        }
        return asked;
    }

    private static boolean fits(Dimension dim, int size) {
        return dim.getDimValue() == size || dim.getDimValue() <= 0;
    }

    private static String shapeText(List<Dimension> dims) {
        List<String> sizes = new ArrayList<>();
        dims.forEach(dim ->
                sizes.add(dim.hasDimValue() ? Long.toString(dim.getDimValue()) : "\"" + dim.getDimParam() + "\""));
        return String.join("x", sizes);
    }

    /** Operators that occur → the nodes that use them, in the order of the file. */
    Map<String, List<String>> operators() {
        Map<String, List<String>> found = new LinkedHashMap<>();
        nodes.forEach(node ->
                found.computeIfAbsent(node.op(), op -> new ArrayList<>()).add(node.name()));
        return found;
    }
}
