package io.streetward.models.tfjs;

import io.streetward.models.graph.Graph;
import io.streetward.models.graph.ImportException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns a TensorFlow.js graph model (frozen, N×H×W×C, as tensorflowjs_converter writes it) into a {@link Graph}. */
public final class TfjsImporter {
    private TfjsImporter() {}

    /**
     * Lowers the part of a model that the outputs asked for depend on.
     *
     * @param json the model's {@code .json}; weight files lie where its manifest says
     * @param outputs name to give → node of the model
     * @throws ImportException when the files do not fit together, or listing every operator that is not known here
     */
    public static Graph read(Path json, Map<String, String> outputs) throws ImportException {
        TfjsModel model = TfjsModel.read(json);
        List<TfjsNode> order = inOrder(model, outputs);
        refuseUnknown(json, order);
        TfjsLowering lowering = new TfjsLowering(model);
        for (TfjsNode node : order) {
            lowering.lower(node);
        }
        Map<String, String> values = new LinkedHashMap<>();
        outputs.forEach((name, node) -> values.put(name, lowering.valueOf(node)));
        return new Graph(lowering.nodes(), values);
    }

    private static void refuseUnknown(Path json, List<TfjsNode> nodes) throws ImportException {
        Map<String, List<String>> unknown = new TreeMap<>();
        for (TfjsNode node : nodes) {
            if (!TfjsLowering.knows(node.op())) {
                unknown.computeIfAbsent(node.op(), op -> new ArrayList<>()).add(node.name());
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder(json + ": operators that cannot be imported:");
        unknown.forEach((op, names) -> message.append("\n  ")
                .append(op)
                .append(" × ")
                .append(names.size())
                .append(", first ")
                .append(names.get(0)));
        throw new ImportException(message.toString());
    }

    /** What the outputs depend on, each node after those it reads; constants left out. */
    private static List<TfjsNode> inOrder(TfjsModel model, Map<String, String> outputs) throws ImportException {
        List<TfjsNode> order = new ArrayList<>();
        Set<String> done = new HashSet<>();
        Set<String> entered = new HashSet<>();
        Deque<String> stack = new ArrayDeque<>();
        for (String output : outputs.values()) {
            stack.push(output);
            while (!stack.isEmpty()) {
                String name = stack.peek();
                if (model.isConstant(name) || done.contains(name)) {
                    stack.pop();
                } else if (entered.add(name)) {
                    List<String> inputs = model.node(name).inputs();
                    for (int i = inputs.size() - 1; i >= 0; i--) {
                        stack.push(inputs.get(i));
                    }
                } else {
                    stack.pop();
                    done.add(name);
                    order.add(model.node(name));
                }
            }
        }
        return order;
    }
}
