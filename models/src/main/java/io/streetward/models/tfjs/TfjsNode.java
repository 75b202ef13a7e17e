package io.streetward.models.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import io.streetward.models.graph.ImportException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One node of a TensorFlow GraphDef in its JSON form. Strings in attributes are base64, numbers in lists are strings.
 *
 * @param inputs names of the nodes read, control inputs left out, with {@code :n} for an output other than the first
 */
record TfjsNode(String name, String op, List<String> inputs, JsonNode attributes) {
    static TfjsNode of(JsonNode json) {
        List<String> inputs = new ArrayList<>();
        for (JsonNode input : json.path("input")) {
            if (!input.asText().startsWith("^")) {
                inputs.add(input.asText());
            }
        }
        return new TfjsNode(json.path("name").asText(), json.path("op").asText(), inputs, json.path("attr"));
    }

    /** Input number {@code index}. */
    String input(int index) throws ImportException {
        if (index >= inputs.size()) {
            throw fault("has " + inputs.size() + " inputs, expected at least " + (index + 1));
        }
        return inputs.get(index);
    }

    String string(String attribute) {
        return decode(attributes.path(attribute).path("s").asText());
    }

    boolean flag(String attribute) {
        return attributes.path(attribute).path("b").asBoolean();
    }

    List<Integer> ints(String attribute) {
        List<Integer> out = new ArrayList<>();
        attributes.path(attribute).path("list").path("i").forEach(i -> out.add(i.asInt()));
        return out;
    }

    List<String> strings(String attribute) {
        List<String> out = new ArrayList<>();
        attributes.path(attribute).path("list").path("s").forEach(s -> out.add(decode(s.asText())));
        return out;
    }

    /** The one number in a {@code [1, n, n, 1]} list such as strides. */
    int square(String attribute) throws ImportException {
        List<Integer> list = ints(attribute);
        if (list.isEmpty()) {
            return 1;
        }
        if (list.size() != 4
                || list.get(0) != 1
                || list.get(3) != 1
                || !list.get(1).equals(list.get(2))) {
            throw fault(attribute + " is " + list + ", expected [1, n, n, 1]");
        }
        return list.get(1);
    }

    ImportException fault(String what) {
        return new ImportException("node " + name + " (" + op + "): " + what);
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
