package io.streetward.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML document as a JSON tree that remembers where each value stood, by JSON pointer (RFC 6901). */
final class YamlTree {
    /** Deeper than any configuration; a bound against hostile input. */
    private static final int MAX_DEPTH = 64;

    private final String file;
    private final Map<String, Mark> marks = new HashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final JsonNode root;

    private YamlTree(String file, Optional<Node> document) {
        this.file = file;
        this.root = document.isPresent() ? convert(document.get(), "", 0) : JsonNodeFactory.instance.objectNode();
    }

    /**
     * Parses one document.
     *
     * @param file as named in problems
     * @throws ConfigException when it is not YAML, or repeats a key
     */
    static YamlTree parse(String file, String text) throws ConfigException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setMaxAliasesForCollections(50)
                .build();
        try {
            YamlTree tree = new YamlTree(file, new Compose(settings).composeString(text));
            if (!tree.problems.isEmpty()) {
                throw new ConfigException(tree.problems);
            }
            return tree;
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            throw new ConfigException(List.of(new ConfigProblem(
                    file,
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "",
                    "not YAML: " + e.getProblem() + context(e))));
        } catch (YamlEngineException e) {
            throw new ConfigException(List.of(new ConfigProblem(file, 1, 1, "", "not YAML: " + e.getMessage())));
        }
    }

    private static String context(MarkedYamlEngineException e) {
        return e.getContextMark()
                .map(mark -> " (" + e.getContext() + ", begun in line " + (mark.getLine() + 1) + ")")
                .orElse("");
    }

    /** A path written in this document, relative to the folder it lies in. */
    Path beside(String path) {
        return Path.of(file).resolveSibling(path);
    }

    JsonNode root() {
        return root;
    }

    /** A problem at the value the pointer names, or at the nearest value above it that exists. */
    ConfigProblem problem(String pointer, String text) {
        String at = pointer;
        while (!marks.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        Mark mark = marks.get(at);
        return new ConfigProblem(
                file,
                mark == null ? 1 : mark.getLine() + 1,
                mark == null ? 1 : mark.getColumn() + 1,
                readable(pointer),
                text);
    }

    /** Where the key itself stands, for unknown ones. */
    ConfigProblem problemAtKey(String parentPointer, String key, String text) {
        String pointer = parentPointer + "/" + escape(key);
        Mark mark = marks.get(pointer + "#key");
        return mark == null
                ? problem(pointer, text)
                : new ConfigProblem(file, mark.getLine() + 1, mark.getColumn() + 1, readable(pointer), text);
    }

    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static String readable(String pointer) {
        StringBuilder path = new StringBuilder();
        for (String part : pointer.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            String key = part.replace("~1", "/").replace("~0", "~");
            if (key.chars().allMatch(Character::isDigit)) {
                path.append('[').append(key).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(key);
            }
        }
        return path.toString();
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        node.getStartMark().ifPresent(mark -> marks.put(pointer, mark));
        if (depth > MAX_DEPTH) {
            problems.add(problem(pointer, "nested deeper than " + MAX_DEPTH + " levels"));
            return JsonNodeFactory.instance.nullNode();
        }
        if (node instanceof MappingNode mapping) {
            return convertMapping(mapping, pointer, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            int i = 0;
            for (Node item : sequence.getValue()) {
                array.add(convert(item, pointer + "/" + i++, depth + 1));
            }
            return array;
        }
        return convertScalar((ScalarNode) node);
    }

    private ObjectNode convertMapping(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (!(keyNode instanceof ScalarNode scalar)) {
                problems.add(problem(pointer, "a key must be plain text"));
                continue;
            }
            String key = scalar.getValue();
            String child = pointer + "/" + escape(key);
            keyNode.getStartMark().ifPresent(mark -> marks.put(child + "#key", mark));
            if (object.has(key)) {
                problems.add(problemAtKey(pointer, key, "this key stands here twice; keep one"));
                continue;
            }
            object.set(key, convert(tuple.getValueNode(), child, depth + 1));
        }
        return object;
    }

    private static JsonNode convertScalar(ScalarNode scalar) {
        String text = scalar.getValue();
        JsonNodeFactory json = JsonNodeFactory.instance;
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.INT)) {
                return json.numberNode(Long.parseLong(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return json.numberNode(Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            return json.textNode(text); // .inf, 0o7, a number beyond 64 bits: the schema will say what it wanted
        }
        if (tag.equals(Tag.BOOL)) {
            return json.booleanNode(Boolean.parseBoolean(text));
        }
        return tag.equals(Tag.NULL) ? json.nullNode() : json.textNode(text);
    }
}
