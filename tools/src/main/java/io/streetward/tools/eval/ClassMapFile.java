package io.streetward.tools.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a map file: YAML, a model's label → the label files' class number, or several that it answers for alike. */
final class ClassMapFile {
    private static final String NUMBER = "a label file's class number, or several in brackets";

    private final Path file;
    private final List<String> problems = new ArrayList<>();

    private ClassMapFile(Path file) {
        this.file = file;
    }

    /**
     * Label → class numbers, in the file's order.
     *
     * @throws IOException with one line per problem, as {@code file:line:column: what}
     */
    static Map<String, List<Integer>> read(Path file) throws IOException {
        return new ClassMapFile(file).parse(Files.readString(file));
    }

    private Map<String, List<Integer>> parse(String text) throws IOException {
        Map<String, List<Integer>> map = new LinkedHashMap<>();
        for (NodeTuple tuple : root(text).getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode label)) {
                add(tuple.getKeyNode(), "expected a model's label");
            } else if (map.put(label.getValue(), numbers(label.getValue(), tuple.getValueNode())) != null) {
                add(label, "\"" + label.getValue() + "\" is given twice, expected once");
            }
        }
        if (!problems.isEmpty()) {
            throw new IOException(String.join("\n", problems));
        }
        return map;
    }

    private MappingNode root(String text) throws IOException {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return mapping;
            }
            throw new IOException(file + ":1:1: expected lines such as \"car: 1\", a model's label and " + NUMBER);
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new IOException(file + place + ": " + e.getProblem() + ", expected YAML", e);
        } catch (YamlEngineException e) {
            throw new IOException(file + ": " + e.getMessage() + ", expected YAML", e);
        }
    }

    private List<Integer> numbers(String label, Node value) {
        List<Node> nodes = value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
        List<Integer> numbers = new ArrayList<>();
        for (Node node : nodes) {
            String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (written.matches("\\d{1,9}")) {
                numbers.add(Integer.parseInt(written));
            } else {
                String found = written.isEmpty() ? "" : "found \"" + written + "\", ";
                add(node, label + ": " + found + "expected " + NUMBER);
            }
        }
        if (nodes.isEmpty()) {
            add(value, label + ": found nothing, expected " + NUMBER);
        }
        return numbers;
    }

    private void add(Node where, String what) {
        problems.add(where.getStartMark()
                .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": " + what)
                .orElse(file + ": " + what));
    }
}
