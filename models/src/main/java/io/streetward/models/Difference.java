package io.streetward.models;

import java.util.List;
import java.util.Locale;

/**
 * Where two engines' results for one picture differ most.
 *
 * @param largest absolute difference; infinite where shapes differ
 * @param output which output, from 0
 * @param index which of its values, in row-major order
 * @param expected the second engine's value there
 */
public record Difference(double largest, int output, int index, float expected) {
    /** None at all. */
    public static final Difference NONE = new Difference(0, 0, 0, 0);

    /**
     * Compares all outputs.
     *
     * <p>A value that is exactly 0 on one side only is a peak that one engine gave to a cell's neighbour, since the two
     * are equal but for rounding; it counts by how far it is from the largest value of the other engine around it.
     */
    public static Difference of(List<TrialModel.Output> found, List<TrialModel.Output> expected) {
        if (found.size() != expected.size()) {
            return new Difference(Double.POSITIVE_INFINITY, Math.min(found.size(), expected.size()), 0, 0);
        }
        Difference worst = NONE;
        for (int i = 0; i < found.size(); i++) {
            worst = worst.or(of(i, found.get(i), expected.get(i)));
        }
        return worst;
    }

    private static Difference of(int output, TrialModel.Output found, TrialModel.Output expected) {
        if (!found.shape().equals(expected.shape())) {
            return new Difference(Double.POSITIVE_INFINITY, output, 0, 0);
        }
        double largest = 0;
        int at = 0;
        for (int i = 0; i < expected.values().limit(); i++) {
            float mine = found.values().get(i);
            float theirs = expected.values().get(i);
            double difference = Math.abs(mine - theirs);
            if (difference > largest || Double.isNaN(difference)) {
                boolean movedPeak = mine == 0 ^ theirs == 0;
                difference = movedPeak ? Peaks.distance(mine == 0 ? found : expected, i, mine + theirs) : difference;
                if (!(difference <= largest)) {
                    largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                    at = i;
                }
            }
        }
        return new Difference(
                largest,
                output,
                at,
                expected.values().limit() == 0 ? 0 : expected.values().get(at));
    }

    /** The larger of the two. */
    public Difference or(Difference other) {
        return other.largest > largest ? other : this;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "largest difference %.2g at value %d of output %d, where ONNX Runtime has %.6g",
                largest,
                index,
                output,
                expected);
    }
}
