package io.streetward.models.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read key by key. A value that is missing or wrong is noted in {@link YamlProblems} and a
 * stand-in is returned, so that reading goes on; {@link #refuseOthers} notes the keys nobody asked for.
 */
final class YamlMapping {
    private final YamlProblems problems;
    private final Node where;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlMapping(YamlProblems problems, Node node) {
        this.problems = problems;
        this.where = node;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, "found " + kind(node) + ", expected keys and values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                problems.add(key, "found " + kind(key) + ", expected a key");
            } else if (values.put(scalar.getValue(), tuple.getValueNode()) != null) {
                problems.add(key, "\"" + scalar.getValue() + "\" is given twice, expected once");
            } else {
                keys.put(scalar.getValue(), key);
            }
        }
    }

    /** The file's root mapping; throws when the text is not YAML at all. */
    static YamlMapping parse(String file, String text, YamlProblems problems) throws BundleException {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                throw new BundleException(file + ":1:1: the file is empty, expected a model description");
            }
            return new YamlMapping(problems, root.get());
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new BundleException(file + place + ": " + e.getProblem() + ", expected YAML", e);
        } catch (YamlEngineException e) {
            throw new BundleException(file + ": " + e.getMessage() + ", expected YAML", e);
        }
    }

    boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    Set<String> keys() {
        return keys.keySet();
    }

    /** Notes {@code what} at the value of {@code key}, or here when there is none. */
    void fault(String key, String what) {
        problems.add(values.getOrDefault(key, where), key + ": " + what);
    }

    /** Notes {@code what} at {@code key} itself. */
    void faultAtKey(String key, String what) {
        problems.add(keys.getOrDefault(key, where), what);
    }

    String string(String key) {
        return scalar(key, "text").orElse("");
    }

    String string(String key, Predicate<String> accept, String expected) {
        Optional<String> text = scalar(key, expected);
        if (text.isPresent() && !accept.test(text.get())) {
            fault(key, "found \"" + text.get() + "\", expected " + expected);
        }
        return text.orElse("");
    }

    int integer(String key, int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        Optional<String> text = scalar(key, expected);
        if (text.isEmpty()) {
            return min;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number out of range.
        }
        fault(key, "found \"" + text.get() + "\", expected " + expected);
        return min;
    }

    double number(String key, double min, double max) {
        String expected = "a number from " + min + " to " + max;
        Optional<String> text = scalar(key, expected);
        if (text.isEmpty()) {
            return min;
        }
        Optional<Double> value = numberIn(text.get(), min, max);
        if (value.isPresent()) {
            return value.get();
        }
        fault(key, "found \"" + text.get() + "\", expected " + expected);
        return min;
    }

    /** One of an enum's constants, written in any case. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        E[] constants = type.getEnumConstants();
        List<String> names = Arrays.stream(constants)
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        String expected = "one of " + String.join(", ", names);
        Optional<String> text = scalar(key, expected);
        for (E constant : constants) {
            if (text.isPresent() && constant.name().equalsIgnoreCase(text.get())) {
                return constant;
            }
        }
        text.ifPresent(t -> fault(key, "found \"" + t + "\"" + NearMiss.hint(t, names) + ", expected " + expected));
        return constants[0];
    }

    YamlMapping mapping(String key) {
        asked.add(key);
        Node value = values.get(key);
        if (value == null) {
            problems.add(where, "no \"" + key + "\", expected one with keys and values");
            return new YamlMapping(new YamlProblems(""), where).forgetting();
        }
        if (!(value instanceof MappingNode)) {
            fault(key, "found " + kind(value) + ", expected keys and values");
            return new YamlMapping(new YamlProblems(""), value).forgetting();
        }
        return new YamlMapping(problems, value);
    }

    /** A mapping, or a list of at least one. */
    List<YamlMapping> oneOrMore(String key) {
        if (!(values.get(key) instanceof SequenceNode list)) {
            return List.of(mapping(key));
        }
        if (list.getValue().isEmpty()) {
            fault(key, "found an empty list, expected at least one entry");
        }
        return mappings(key);
    }

    /** A list of mappings. */
    List<YamlMapping> mappings(String key) {
        return items(key).stream().map(item -> new YamlMapping(problems, item)).toList();
    }

    /** A list of {@code min} to {@code max} texts; empty when it is anything else. */
    List<String> strings(String key, int min, int max) {
        List<String> out = new ArrayList<>();
        List<Node> items = items(key);
        for (Node item : items) {
            if (item instanceof ScalarNode scalar) {
                out.add(scalar.getValue());
            } else {
                problems.add(item, key + ": found " + kind(item) + ", expected text");
            }
        }
        boolean isList = values.get(key) instanceof SequenceNode;
        if (isList && (items.size() < min || items.size() > max)) {
            String expected = min == max ? Integer.toString(min) : min + " to " + max;
            fault(key, "found " + items.size() + " entries, expected " + expected);
            return List.of();
        }
        return out;
    }

    /** A list of {@code minSize} to {@code maxSize} numbers; empty when it is anything else. */
    List<Double> numbers(String key, int minSize, int maxSize, double min, double max) {
        List<Double> out = new ArrayList<>();
        for (String text : strings(key, minSize, maxSize)) {
            numberIn(text, min, max)
                    .ifPresentOrElse(
                            out::add,
                            () -> fault(key, "found \"" + text + "\", expected a number from " + min + " to " + max));
        }
        return out;
    }

    /** A list of lists of {@code size} numbers each; those that are anything else are left out. */
    List<List<Double>> numberLists(String key, int size, double min, double max) {
        List<List<Double>> out = new ArrayList<>();
        for (Node item : items(key)) {
            List<Double> numbers = new ArrayList<>();
            if (item instanceof SequenceNode sequence) {
                for (Node node : sequence.getValue()) {
                    if (node instanceof ScalarNode scalar) {
                        numberIn(scalar.getValue(), min, max).ifPresent(numbers::add);
                    }
                }
            }
            if (numbers.size() == size) {
                out.add(List.copyOf(numbers));
            } else {
                problems.add(item, key + ": expected lists of " + size + " numbers from " + min + " to " + max);
            }
        }
        return out;
    }

    private static Optional<Double> numberIn(String text, double min, double max) {
        try {
            double value = Double.parseDouble(text);
            return value >= min && value <= max ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Notes every key that was not asked for, with what was probably meant. */
    void refuseOthers() {
        for (Map.Entry<String, Node> key : keys.entrySet()) {
            if (!asked.contains(key.getKey())) {
                Set<String> free = new LinkedHashSet<>(asked);
                free.removeAll(keys.keySet());
                String hint = NearMiss.hint(key.getKey(), free.isEmpty() ? asked : free);
                problems.add(
                        key.getValue(),
                        "unknown key \"" + key.getKey() + "\"" + hint + ", expected one of "
                                + String.join(", ", asked));
            }
        }
    }

    private YamlMapping forgetting() {
        values.clear();
        keys.clear();
        return this;
    }

    private List<Node> items(String key) {
        asked.add(key);
        Node value = values.get(key);
        if (value == null) {
            problems.add(where, "no \"" + key + "\", expected a list");
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            problems.add(value, key + ": found " + kind(value) + ", expected a list");
            return List.of();
        }
        return sequence.getValue();
    }

    private Optional<String> scalar(String key, String expected) {
        asked.add(key);
        Node value = values.get(key);
        if (value == null) {
            problems.add(where, "no \"" + key + "\", expected " + expected);
            return Optional.empty();
        }
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
            fault(key, "found " + kind(value) + ", expected " + expected);
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }

    private static String kind(@Nullable Node node) {
        if (node instanceof MappingNode) {
            return "keys and values";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()
                ? "\"" + scalar.getValue() + "\""
                : "nothing";
    }
}
