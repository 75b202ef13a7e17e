package io.streetward.models.onnx;

import io.streetward.models.graph.FeatureShape;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.Op;
import io.streetward.models.graph.Op.Sampling;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Resize and its predecessor Upsample. ONNX combines coordinate modes with rounding modes freely; what PyTorch has is
 * compared cell by cell with what the model asks for, so that a combination is taken exactly where it is the same.
 */
final class OnnxResize {
    private final OnnxValues values;

    OnnxResize(OnnxValues values) {
        this.values = values;
    }

    void lower(OnnxNode node) throws ImportException {
        FeatureShape from = values.map(node, 0);
        boolean upsample = node.op().equals("Upsample");
        Factors factors = factors(node, from, upsample);
        FeatureShape to = factors.to;
        if (to.equals(from)) {
            values.alias(node, 0);
            return;
        }
        String mode = node.text("mode", "nearest");
        String coordinates = upsample ? "asymmetric" : node.text("coordinate_transformation_mode", "half_pixel");
        Op op = switch (mode) {
            case "nearest" -> nearest(node, from, factors, coordinates, upsample);
            case "linear" -> linear(node, from, to, coordinates);
            default -> throw node.fault("resizes by mode " + mode + ", expected nearest or linear");
        };
        values.emit(node, op, List.of(values.value(node, 0)), to);
    }

    /** Scales as given, which may differ from the ratio of sizes where that is rounded. */
    private record Factors(double vertical, double horizontal, FeatureShape to) {}

    private Factors factors(OnnxNode node, FeatureShape from, boolean upsample) throws ImportException {
        int scalesAt = upsample ? 1 : 2;
        if (node.has(scalesAt) && values.constant(node, scalesAt).size() == 4) {
            OnnxTensor scales = values.constant(node, scalesAt);
            double vertical = scales.value(2);
            double horizontal = scales.value(3);
            if (scales.value(0) != 1 || scales.value(1) != 1) {
                throw node.fault("resizes batch or channels by " + scales.value(0) + " and " + scales.value(1));
            }
            int height = (int) Math.floor(from.height() * vertical);
            int width = (int) Math.floor(from.width() * horizontal);
            return new Factors(vertical, horizontal, new FeatureShape(from.channels(), height, width));
        }
        OnnxTensor sizes = values.constant(node, 3);
        FeatureShape to = new FeatureShape(from.channels(), sizes.whole(2), sizes.whole(3));
        return new Factors((double) to.height() / from.height(), (double) to.width() / from.width(), to);
    }

    private static Op nearest(OnnxNode node, FeatureShape from, Factors factors, String coordinates, boolean floor)
            throws ImportException {
        String rounding = floor ? "floor" : node.text("nearest_mode", "round_prefer_floor");
        FeatureShape to = factors.to;
        for (Sampling sampling : List.of(Sampling.NEAREST_FLOOR, Sampling.NEAREST_CENTRE)) {
            boolean rows = same(
                    to.height(),
                    i -> cell(i, from.height(), to.height(), factors.vertical, coordinates, rounding),
                    i -> torchCell(i, from.height(), to.height(), sampling));
            boolean columns = same(
                    to.width(),
                    i -> cell(i, from.width(), to.width(), factors.horizontal, coordinates, rounding),
                    i -> torchCell(i, from.width(), to.width(), sampling));
            if (rows && columns) {
                return new Op.Resize(sampling);
            }
        }
        throw node.fault("resizes " + from + " to " + to + " by nearest, " + coordinates + ", " + rounding
                + ", which PyTorch has no resize for");
    }

    private static boolean same(int count, IntUnaryOperator a, IntUnaryOperator b) {
        for (int i = 0; i < count; i++) {
            if (a.applyAsInt(i) != b.applyAsInt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int torchCell(int i, int from, int to, Sampling sampling) {
        double at = sampling == Sampling.NEAREST_FLOOR ? i : i + 0.5;
        return Math.min(from - 1, (int) Math.floor(at * from / to));
    }

    /** The input cell by ONNX's definition, or -1 where a mode is not known here. */
    private static int cell(int i, int from, int to, double factor, String coordinates, String rounding) {
        double at = switch (coordinates) {
            case "asymmetric" -> i / factor;
            case "half_pixel" -> (i + 0.5) / factor - 0.5;
            case "pytorch_half_pixel" -> to > 1 ? (i + 0.5) / factor - 0.5 : 0;
            case "align_corners" -> to > 1 ? i * (from - 1.0) / (to - 1) : 0;
            default -> Double.NaN;
        };
        if (Double.isNaN(at)) {
            return -1;
        }
        double rounded = switch (rounding) {
            case "floor" -> Math.floor(at);
            case "ceil" -> Math.ceil(at);
            case "round_prefer_ceil" -> Math.floor(at + 0.5);
            default -> Math.ceil(at - 0.5);
        };
        return (int) Math.max(0, Math.min(from - 1, rounded));
    }

    private static Op linear(OnnxNode node, FeatureShape from, FeatureShape to, String coordinates)
            throws ImportException {
        int factor = to.height() / from.height();
        boolean whole = to.height() == factor * from.height() && to.width() == factor * from.width();
        if (coordinates.equals("asymmetric") && whole) {
            return new Op.EnlargeBilinear(factor);
        }
        return switch (coordinates) {
            case "half_pixel", "pytorch_half_pixel" -> new Op.Resize(Sampling.LINEAR_CENTRE);
            case "align_corners" -> new Op.Resize(Sampling.LINEAR_CORNERS);
            default ->
                throw node.fault("resizes " + from + " to " + to + " by linear, " + coordinates
                        + ", expected half_pixel, align_corners, or asymmetric by a whole factor");
        };
    }
}
