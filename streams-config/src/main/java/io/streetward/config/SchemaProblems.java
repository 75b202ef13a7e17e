package io.streetward.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;

/** Turns the schema validator's findings into sentences at a place in the file. */
final class SchemaProblems {
    private static final String DURATION = "ms|s|min|h";

    private final JsonNode schema;
    private final YamlTree tree;

    SchemaProblems(JsonNode schema, YamlTree tree) {
        this.schema = schema;
        this.tree = tree;
    }

    ConfigProblem explain(Error error) {
        String pointer = pointer(error);
        JsonNode value = tree.root().at(pointer);
        JsonNode limit = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(error, pointer);
            case "required" -> tree.problem(pointer, "\"" + error.getProperty() + "\" is missing here");
            case "type" ->
                tree.problem(
                        pointer,
                        "expected " + article(limit.asText()) + ", got " + shown(value) + quotes(limit, value));
            case "enum" -> notOneOf(pointer, value, limit);
            case "minimum" ->
                tree.problem(pointer, shown(value) + " is too small; expected at least " + limit.asText());
            case "maximum" -> tree.problem(pointer, shown(value) + " is too large; expected at most " + limit.asText());
            case "minItems" ->
                tree.problem(pointer, "expected at least " + limit.asText() + " entries, got " + value.size());
            case "maxItems" ->
                tree.problem(pointer, "expected at most " + limit.asText() + " entries, got " + value.size());
            case "minLength" -> tree.problem(pointer, "must not be empty");
            case "pattern" -> tree.problem(pointer, mismatch(error, value, limit.asText()));
            default -> tree.problem(pointer, error.getMessage());
        };
    }

    private ConfigProblem unknownKey(Error error, String pointer) {
        String key = error.getProperty();
        List<String> known = new ArrayList<>();
        siblings(error).path("properties").fieldNames().forEachRemaining(known::add);
        String hint = NearMiss.hint(key, known);
        String expected = hint.isEmpty() ? " Known here: " + String.join(", ", known) + "." : hint;
        return tree.problemAtKey(pointer, key, "unknown key \"" + key + "\"." + expected);
    }

    private ConfigProblem notOneOf(String pointer, JsonNode value, JsonNode allowed) {
        List<String> words = new ArrayList<>();
        allowed.forEach(word -> words.add(word.asText()));
        return tree.problem(
                pointer,
                shown(value) + " is not known here; expected " + String.join(" or ", words) + "."
                        + NearMiss.hint(value.asText(), words));
    }

    /** What YAML read as a number, and leading zeros are lost, is meant as text. */
    private static String quotes(JsonNode type, JsonNode value) {
        return "string".equals(type.asText()) && value.isNumber() ? "; put it in quotes" : "";
    }

    private String mismatch(Error error, JsonNode value, String pattern) {
        // The schema's own words where it has any.
        String expected = siblings(error).path("x-expected").asText();
        if (!expected.isEmpty()) {
            return shown(value) + " will not do; expected " + expected;
        }
        if (pattern.contains(DURATION)) {
            return shown(value) + " is no duration; expected a number and a unit, such as 200 ms, 15 s or 5 min";
        }
        if (pattern.startsWith("^(daily")) {
            return shown(value) + " are no hours; expected days and times, such as daily 08:00-22:00,"
                    + " Mon-Fri 07:00-09:00, workdays …, holidays …";
        }
        if (pattern.startsWith("^[0-9]{4}")) {
            return shown(value) + " is no day; expected year-month-day, such as 2026-10-01";
        }
        if (pattern.startsWith("^(rtsps?")) {
            return shown(value)
                    + " is no camera address; expected rtsp://host:port/path, rtsps://…, http(s)://… or file:/…";
        }
        if (pattern.startsWith("^jdbc")) {
            return "expected jdbc:postgresql://host:port/database"; // not shown: one that is wrong may hold a password
        }
        if (pattern.startsWith("^[a-z_]")) {
            return shown(value) + " is no schema; expected lower-case letters, digits and '_', no digit first";
        }
        return shown(value) + " will not do as a name; expected 1 to 64 letters, digits, '.', '_' or '-'";
    }

    /** The schema object that the failed keyword stands in. */
    private JsonNode siblings(Error error) {
        String fragment = error.getSchemaLocation().getFragment().toString();
        String parent = fragment.substring(0, Math.max(0, fragment.lastIndexOf('/')));
        return schema.at(parent.startsWith("#") ? parent.substring(1) : parent);
    }

    private static String pointer(Error error) {
        return error.getInstanceLocation().toString();
    }

    private static String article(String type) {
        return switch (type) {
            case "object" -> "keys and values, indented";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "string" -> "text";
            default -> type;
        };
    }

    private static String shown(JsonNode value) {
        if (value.isObject()) {
            return "keys and values";
        }
        if (value.isArray()) {
            return "a list";
        }
        return value.isNull() || value.isMissingNode() ? "nothing" : "\"" + value.asText() + "\"";
    }
}
