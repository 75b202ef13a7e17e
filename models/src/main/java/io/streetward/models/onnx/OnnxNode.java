package io.streetward.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.streetward.models.graph.ImportException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One node of an ONNX graph. */
final class OnnxNode {
    private final NodeProto proto;
    private final Map<String, AttributeProto> attributes = new LinkedHashMap<>();

    OnnxNode(NodeProto proto) {
        this.proto = proto;
        proto.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    }

    /** The operator, with its domain where that is not ONNX's own. */
    String op() {
        String domain = proto.getDomain();
        return domain.isEmpty() || domain.equals("ai.onnx") ? proto.getOpType() : domain + "." + proto.getOpType();
    }

    /** The node's name, or that of its first result where it has none. */
    String name() {
        return proto.getName().isEmpty() ? proto.getOutput(0) : proto.getName();
    }

    List<String> inputs() {
        return proto.getInputList();
    }

    List<String> outputs() {
        return proto.getOutputList();
    }

    /** Whether an optional input is given. */
    boolean has(int input) {
        return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
    }

    boolean hasAttribute(String name) {
        return attributes.containsKey(name);
    }

    int integer(String name, int otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? otherwise : clamped(attribute.getI());
    }

    float number(String name, float otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? otherwise : attribute.getF();
    }

    String text(String name, String otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? otherwise : attribute.getS().toString(StandardCharsets.UTF_8);
    }

    List<Integer> integers(String name, List<Integer> otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null
                ? otherwise
                : attribute.getIntsList().stream().map(OnnxNode::clamped).toList();
    }

    List<Float> numbers(String name) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? List.of() : attribute.getFloatsList();
    }

    @Nullable
    OnnxTensor tensor(String name) throws ImportException {
        AttributeProto attribute = attributes.get(name);
        return attribute == null || !attribute.hasT() ? null : OnnxTensor.of(attribute.getT());
    }

    /** An error at this node. */
    ImportException fault(String what) {
        return new ImportException(op() + " " + name() + ": " + what);
    }

    private static int clamped(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
