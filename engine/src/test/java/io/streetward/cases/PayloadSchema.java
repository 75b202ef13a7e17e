package io.streetward.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The published schema of payloads, closed: a key that it does not name is a problem here, though not for receivers. */
public final class PayloadSchema {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PayloadSchema() {}

    /** What is wrong with a payload; empty when nothing is. */
    public static List<String> problems(String payload) throws IOException {
        try (InputStream in = CasePayloadJson.class.getResourceAsStream("case-event.schema.json")) {
            JsonNode node = JSON.readTree(in);
            close(node);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(node);
            return schema.validate(JSON.readTree(payload)).stream()
                    .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                    .toList();
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(PayloadSchema::close);
    }
}
