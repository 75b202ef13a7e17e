package io.streetward.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in what a file leaves out, from the schema's {@code default} values: the one place where defaults stand. */
final class Defaults {
    private final JsonNode root;

    Defaults(JsonNode schema) {
        this.root = schema;
    }

    void fill(JsonNode value) {
        fill(root, value);
    }

    private void fill(JsonNode reference, JsonNode value) {
        JsonNode schema = resolved(reference);
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                JsonNode preset = property.getValue().get("default");
                if (!object.has(property.getKey()) && preset != null) {
                    object.set(property.getKey(), preset.deepCopy());
                }
            });
            object.properties().forEach(entry -> {
                JsonNode child = schema.path("properties").path(entry.getKey());
                fill(child.isMissingNode() ? schema.path("additionalProperties") : child, entry.getValue());
            });
        } else if (value.isArray()) {
            value.forEach(item -> fill(schema.path("items"), item));
        }
    }

    /** A part of the schema that is written once and referred to, as {@code #/$defs/parking}. */
    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#") ? root.at(reference.substring(1)) : schema;
    }
}
