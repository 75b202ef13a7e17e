package io.streetward.models.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.models.graph.Half;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A TensorFlow.js graph model as stored: {@code NAME.json} with topology and manifest, and its weight files beside it. */
final class TfjsModel {
    private final Map<String, TfjsNode> nodes = new LinkedHashMap<>();
    private final Map<String, Weights> weights = new HashMap<>();

    private TfjsModel() {}

    static TfjsModel read(Path json) throws ImportException {
        try {
            JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(json));
            if (!root.path("format").asText().equals("graph-model")) {
                throw new ImportException(
                        json + ": format is \"" + root.path("format").asText() + "\", expected \"graph-model\"");
            }
            TfjsModel model = new TfjsModel();
            for (JsonNode node : root.path("modelTopology").path("node")) {
                TfjsNode parsed = TfjsNode.of(node);
                model.nodes.put(parsed.name(), parsed);
            }
            for (JsonNode group : root.path("weightsManifest")) {
                model.readGroup(json, group);
            }
            return model;
        } catch (IOException e) {
            throw new ImportException(json + ": cannot be read: " + e.getMessage(), e);
        }
    }

    TfjsNode node(String name) throws ImportException {
        TfjsNode node = nodes.get(name);
        if (node == null) {
            throw new ImportException("the model has no node named " + name);
        }
        return node;
    }

    /** The constant a node reads. */
    Weights constant(TfjsNode reader, int input) throws ImportException {
        Weights value = weights.get(reader.input(input));
        if (value == null) {
            throw reader.fault("input " + reader.input(input) + " is not a constant, expected one");
        }
        return value;
    }

    boolean isConstant(String name) {
        return weights.containsKey(name);
    }

    private void readGroup(Path json, JsonNode group) throws IOException, ImportException {
        ByteBuffer bytes = concatenate(json, group.path("paths")).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonNode entry : group.path("weights")) {
            weights.put(entry.path("name").asText(), readTensor(json, entry, bytes));
        }
        if (bytes.hasRemaining()) {
            throw new ImportException(json + ": its weight files hold " + bytes.remaining()
                    + " bytes more than its manifest says; they do not belong together");
        }
    }

    private static ByteBuffer concatenate(Path json, JsonNode paths) throws IOException {

        ByteBuffer all = ByteBuffer.allocate(0);
        for (JsonNode path : paths) {
            byte[] part = Files.readAllBytes(json.resolveSibling(path.asText()));
            all = ByteBuffer.allocate(all.capacity() + part.length)
                    .put(all.rewind())
                    .put(part);
        }
        return all.rewind();
    }

    private static Weights readTensor(Path json, JsonNode entry, ByteBuffer bytes) throws ImportException {
        JsonNode shapeJson = entry.path("shape");
        int[] shape = new int[shapeJson.size()];
        int size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shapeJson.path(i).asInt();
            size = Math.multiplyExact(size, shape[i]);
        }
        String name = entry.path("name").asText();
        String type = entry.path("quantization")
                .path("dtype")
                .asText(entry.path("dtype").asText());
        int bytesPerValue = switch (type) {
            case "float16" -> Short.BYTES;
            case "float32", "int32" -> Float.BYTES;
            default ->
                throw new ImportException(
                        json + ": tensor " + name + " is stored as " + type + ", expected float32, float16 or int32");
        };
        if (bytes.remaining() < (long) size * bytesPerValue) {
            throw new ImportException(json + ": weight files end before tensor " + name
                    + "; they are cut short or belong to another model");
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (type) {
                case "float16" -> Half.toFloat(bytes.getShort());
                case "float32" -> bytes.getFloat();
                default -> bytes.getInt();
            };
        }
        return new Weights(shape, values);
    }
}
