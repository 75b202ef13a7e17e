package io.streetward.models.onnx;

import io.streetward.models.graph.ImportException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out what Reshape, Flatten, Squeeze and Unsqueeze make of a shape; shapes have their batch axis here. */
final class OnnxShape {
    private OnnxShape() {}

    /**
     * The shape after the node.
     *
     * @param argument its second input: the new shape, or the axes; or null where it has none
     */
    static List<Integer> reshaped(OnnxNode node, List<Integer> from, @Nullable OnnxTensor argument)
            throws ImportException {
        return switch (node.op()) {
            case "Reshape" -> reshape(node, from, argument);
            case "Flatten" -> flatten(node, from);
            case "Squeeze" -> squeeze(from, axes(node, argument));
            default -> unsqueeze(from, axes(node, argument));
        };
    }

    private static List<Integer> reshape(OnnxNode node, List<Integer> from, @Nullable OnnxTensor argument)
            throws ImportException {
        if (argument == null) {
            throw node.fault("has no shape");
        }
        List<Integer> to = new ArrayList<>(argument.wholes());
        int known = 1;
        int open = -1;
        for (int axis = 0; axis < to.size(); axis++) {
            if (to.get(axis) == 0 && node.integer("allowzero", 0) == 0) {
                to.set(axis, from.get(axis));
            }
            if (to.get(axis) < 0) {
                open = axis;
            } else {
                known *= to.get(axis);
            }
        }
        int size = from.stream().reduce(1, Math::multiplyExact);
        if (open >= 0 && known > 0) {
            to.set(open, size / known);
        }
        if (to.stream().reduce(1, Math::multiplyExact) != size) {
            throw node.fault("makes " + argument.wholes() + " of " + from + ", which has another number of values");
        }
        return to;
    }

    private static List<Integer> flatten(OnnxNode node, List<Integer> from) {
        int axis = node.integer("axis", 1);
        axis = axis < 0 ? axis + from.size() : axis;
        int before = from.subList(0, axis).stream().reduce(1, Math::multiplyExact);
        int after = from.subList(axis, from.size()).stream().reduce(1, Math::multiplyExact);
        return List.of(before, after);
    }

    private static List<Integer> axes(OnnxNode node, @Nullable OnnxTensor argument) {
        return argument == null ? node.integers("axes", List.of()) : argument.wholes();
    }

    private static List<Integer> squeeze(List<Integer> from, List<Integer> axes) {
        List<Integer> to = new ArrayList<>();
        for (int axis = 0; axis < from.size(); axis++) {
            boolean named = axes.contains(axis) || axes.contains(axis - from.size());
            boolean goes = axes.isEmpty() ? from.get(axis) == 1 : named;
            if (!goes) {
                to.add(from.get(axis));
            }
        }
        return to;
    }

    private static List<Integer> unsqueeze(List<Integer> from, List<Integer> axes) {
        int rank = from.size() + axes.size();
        List<Integer> to = new ArrayList<>();
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            boolean added = axes.contains(axis) || axes.contains(axis - rank);
            to.add(added ? 1 : from.get(next++));
        }
        return to;
    }
}
