package io.streetward.models.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes, each after those it reads, and what the graph returns. Only nodes that an output needs are kept. */
public final class Graph {
    private final Map<String, Node> nodes;
    private final Map<String, String> outputs;
    private final Map<String, Integer> uses;

    /**
     * Keeps what the outputs need.
     *
     * @param nodes each after those it reads
     * @param outputs the name under which a value is returned → the node that computes it, in order
     */
    public Graph(Collection<Node> nodes, Map<String, String> outputs) {
        Map<String, Node> all = new LinkedHashMap<>();
        for (Node node : nodes) {
            for (String input : node.inputs()) {
                if (!all.containsKey(input)) {
                    throw new IllegalArgumentException(node.name() + " reads " + input + ", which is not before it");
                }
            }
            if (all.put(node.name(), node) != null) {
                throw new IllegalArgumentException("two nodes named " + node.name());
            }
        }
        Set<String> alive = reachable(all, outputs.values());
        Map<String, Node> kept = new LinkedHashMap<>(all);
        kept.keySet().retainAll(alive);
        this.nodes = Collections.unmodifiableMap(kept);
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        this.uses = countUses();
    }

    private static Set<String> reachable(Map<String, Node> all, Collection<String> roots) {
        Set<String> alive = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            String name = open.pop();
            Node node = all.get(name);
            if (node == null) {
                throw new IllegalArgumentException("no node named " + name);
            }
            if (alive.add(name)) {
                open.addAll(node.inputs());
            }
        }
        return alive;
    }

    private Map<String, Integer> countUses() {
        Map<String, Integer> count = new HashMap<>();
        nodes.values().forEach(node -> node.inputs().forEach(input -> count.merge(input, 1, Integer::sum)));
        outputs.values().forEach(value -> count.merge(value, 1, Integer::sum));
        return count;
    }

    /** Each after those it reads. */
    public List<Node> nodes() {
        return new ArrayList<>(nodes.values());
    }

    public Node node(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node named " + name);
        }
        return node;
    }

    /** The name under which a value is returned → the node that computes it, in order. */
    public Map<String, String> outputs() {
        return outputs;
    }

    /** The nodes that read a value, in order. */
    public List<Node> readers(String name) {
        return nodes.values().stream()
                .filter(node -> node.inputs().contains(name))
                .toList();
    }

    /** How often a value is read, by nodes or as an output. */
    public int uses(String name) {
        return uses.getOrDefault(name, 0);
    }
}
