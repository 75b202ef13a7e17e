package io.streetward.models.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes multiplications by a number out of the graph: each is carried along as a factor on its value until a
 * convolution takes it into its weights, or an addition into its own scale. Exact up to the rounding of one
 * multiplication per weight.
 */
public final class ScaleFolding {
    private final Graph graph;
    private final Map<String, Node> out = new LinkedHashMap<>();
    /** Value → the value it is a multiple of. */
    private final Map<String, Scaled> scaled = new HashMap<>();

    private ScaleFolding(Graph graph) {
        this.graph = graph;
    }

    public static Graph apply(Graph graph) {
        ScaleFolding pass = new ScaleFolding(graph);
        graph.nodes().forEach(pass::fold);
        Map<String, String> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, pass.plain(value)));
        return new Graph(pass.out.values(), outputs);
    }

    private void fold(Node node) {
        List<Scaled> in = node.inputs().stream().map(this::resolve).toList();
        Op op = node.op();
        if (op instanceof Op.MulScalar mul && mul.value() != 0) {
            Scaled input = in.get(0);
            scaled.put(node.name(), new Scaled(input.base, input.factor * mul.value()));
        } else if (op instanceof Op.Conv conv) {
            emit(node, conv.ofScaledInput(in.get(0).factor), in, 1);
        } else if (op instanceof Op.Mul) {
            emit(node, op, in, in.get(0).factor * in.get(1).factor);
        } else if (op instanceof Op.Add add) {
            foldAdd(node, add, in);
        } else if (op.commutesWithScale()
                && !in.isEmpty()
                && in.stream().allMatch(s -> s.factor == in.get(0).factor && s.factor > 0)) {
            emit(node, op, in, in.get(0).factor);
        } else {
            List<String> plain = node.inputs().stream().map(this::plain).toList();
            out.put(node.name(), new Node(node.name(), op, plain, node.shape()));
        }
    }

    private void foldAdd(Node node, Op.Add add, List<Scaled> in) {
        float left = in.get(0).factor;
        float right = add.rightScale() * in.get(1).factor;
        if (left == 1) {
            emit(node, new Op.Add(right), in, 1);
        } else if (right == 1) {
            emit(node, new Op.Add(left), List.of(in.get(1), in.get(0)), 1);
        } else {
            emit(node, new Op.Add(right / left), in, left);
        }
    }

    private void emit(Node node, Op op, List<Scaled> inputs, float factor) {
        List<String> bases = inputs.stream().map(Scaled::base).toList();
        out.put(node.name(), new Node(node.name(), op, bases, node.shape()));
        if (factor != 1) {
            scaled.put(node.name(), new Scaled(node.name(), factor));
        }
    }

    private Scaled resolve(String value) {
        return scaled.getOrDefault(value, new Scaled(value, 1));
    }

    /** The name of a value that has the factor multiplied in: by the convolution before it where that is possible. */
    private String plain(String value) {
        Scaled of = resolve(value);
        if (of.factor == 1) {
            return of.base;
        }
        Node base = out.get(of.base);
        if (base == null) {
            throw new IllegalStateException(of.base + " was not folded yet");
        }
        boolean direct = value.equals(of.base) || graph.node(value).inputs().contains(of.base);
        boolean onlyHere = direct && graph.uses(of.base) == 1 && graph.uses(value) == 1;
        if (onlyHere && base.op() instanceof Op.Conv conv && conv.activation().equals(Activation.NONE)) {
            out.put(of.base, base.with(conv.withScaledOutput(of.factor)));
            scaled.put(value, new Scaled(of.base, 1));
            return of.base;
        }
        String name = value + "/scaled";
        out.computeIfAbsent(name, n -> new Node(n, new Op.MulScalar(of.factor), List.of(of.base), base.shape()));
        return name;
    }

    private record Scaled(String base, float factor) {}
}
