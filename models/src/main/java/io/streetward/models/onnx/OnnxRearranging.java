package io.streetward.models.onnx;

import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that move values and compute none. */
final class OnnxRearranging {
    private final OnnxValues values;
    private final int opset;

    OnnxRearranging(OnnxValues values, int opset) {
        this.values = values;
        this.opset = opset;
    }

    void shape(OnnxNode node) throws ImportException {
        List<Integer> dims = values.dims(node, 0);
        int rank = dims.size();
        int start = Math.max(0, OnnxValues.axis(node.integer("start", 0), rank));
        int end = Math.min(rank, OnnxValues.axis(node.integer("end", rank), rank));
        List<Integer> part = dims.subList(start, end);
        OnnxTensor shape = OnnxTensor.integers(
                List.of(part.size()), part.stream().mapToDouble(d -> d).toArray());
        values.define(node.outputs().get(0), shape);
    }

    void reshape(OnnxNode node) throws ImportException {
        OnnxTensor argument = node.has(1) ? values.constant(node, 1) : null;
        List<Integer> to = OnnxShape.reshaped(node, values.dims(node, 0), argument);
        values.emit(node, new Op.Reshape(), List.of(values.value(node, 0)), OnnxValues.withoutBatch(node, to));
    }

    void transpose(OnnxNode node) throws ImportException {
        List<Integer> from = values.dims(node, 0);
        List<Integer> order = node.integers("perm", List.of());
        if (order.size() != from.size() || order.get(0) != 0) {
            throw node.fault("orders axes as " + order + ", expected the batch to stay first");
        }
        List<Integer> to = order.stream().map(from::get).toList();
        Op op = new Op.Transpose(order);
        values.emit(node, op, List.of(values.value(node, 0)), OnnxValues.withoutBatch(node, to));
    }

    void concat(OnnxNode node) throws ImportException {
        List<Integer> dims = new ArrayList<>(values.dims(node, 0));
        int axis = OnnxValues.axis(node.integer("axis", 1), dims.size());
        List<String> inputs = new ArrayList<>();
        int size = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
            if (values.isConstant(node, i)) {
                throw node.fault("joins a constant to computed values");
            }
            List<Integer> part = values.dims(node, i);
            size += part.get(axis);
            inputs.add(values.value(node, i));
        }
        if (axis == 0) {
            throw node.fault("joins pictures of a batch, expected another axis");
        }
        dims.set(axis, size);
        values.emit(node, new Op.Concat(axis), inputs, OnnxValues.withoutBatch(node, dims));
    }

    void slice(OnnxNode node) throws ImportException {
        List<Integer> dims = new ArrayList<>(values.dims(node, 0));
        List<OnnxRange> ranges = OnnxRange.of(node, bounds(node), dims);
        String from = values.value(node, 0);
        for (int i = 0; i < ranges.size(); i++) {
            OnnxRange range = ranges.get(i);
            if (range.axis() == 0) {
                throw node.fault("cuts the batch, expected another axis");
            }
            dims.set(range.axis(), range.length());
            String result = node.outputs().get(0);
            String name = i == ranges.size() - 1 ? result : result + "/axis" + range.axis();
            Op op = new Op.Slice(range.axis(), range.start(), range.end(), range.step());
            values.put(name, op, List.of(from), OnnxValues.withoutBatch(node, dims));
            from = name;
        }
    }

    private List<OnnxTensor> bounds(OnnxNode node) throws ImportException {
        if (opset >= 10) {
            return values.constantsFrom(node, 1);
        }
        List<OnnxTensor> bounds = new ArrayList<>();
        for (String attribute : List.of("starts", "ends", "axes")) {
            List<Integer> given = node.integers(attribute, List.of());
            if (!given.isEmpty()) {
                bounds.add(OnnxTensor.integers(
                        List.of(given.size()),
                        given.stream().mapToDouble(v -> v).toArray()));
            }
        }
        return bounds;
    }

    void split(OnnxNode node) throws ImportException {
        List<Integer> dims = values.dims(node, 0);
        int axis = OnnxValues.axis(node.integer("axis", 0), dims.size());
        int parts = node.outputs().size();
        List<Integer> sizes = node.has(1) ? values.constant(node, 1).wholes() : node.integers("split", List.of());
        if (sizes.isEmpty()) {
            int even = (dims.get(axis) + parts - 1) / parts;
            sizes = new ArrayList<>(Collections.nCopies(parts, even));
            sizes.set(parts - 1, dims.get(axis) - even * (parts - 1));
        }
        if (axis == 0) {
            throw node.fault("splits the batch, expected another axis");
        }
        int start = 0;
        for (int i = 0; i < parts; i++) {
            int end = start + sizes.get(i);
            List<Integer> to = new ArrayList<>(dims);
            to.set(axis, sizes.get(i));
            Op op = new Op.Slice(axis, start, end, 1);
            FeatureShape shape = OnnxValues.withoutBatch(node, to);
            values.put(node.outputs().get(i), op, List.of(values.value(node, 0)), shape);
            start = end;
        }
    }

    void softmax(OnnxNode node) throws ImportException {
        List<Integer> dims = values.dims(node, 0);
        boolean oneAxis = opset >= 13;
        int axis = OnnxValues.axis(node.integer("axis", oneAxis ? -1 : 1), dims.size());
        int after = dims.subList(axis + 1, dims.size()).stream().reduce(1, Math::multiplyExact);
        if (axis == 0 || (!oneAxis && after != 1)) {
            throw node.fault("runs over axes " + axis + " and later of " + dims + ", expected one axis");
        }
        values.emit(node, new Op.Softmax(axis), List.of(values.value(node, 0)), values.shape(node, 0));
    }
}
