package io.streetward.models.decode;

/**
 * Distances from a point to a box's four edges, each as a distribution over 0..regMax cells whose expected value is the
 * distance (Li et al., "Generalized Focal Loss", 2020, section 3.2).
 */
final class DistanceDistribution {
    static final int EDGES = 4;
    private final int bins;

    DistanceDistribution(int regMax) {
        this.bins = regMax + 1;
    }

    /** Values that describe one box: left, top, right, bottom, each with all its bins. */
    int size() {
        return EDGES * bins;
    }

    /**
     * The expected distance in cells.
     *
     * @param logits a box's values, from index {@code from}
     * @param edge 0 left, 1 top, 2 right, 3 bottom
     */
    float expected(float[] logits, int from, int edge) {
        int first = from + edge * bins;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < bins; i++) {
            greatest = Math.max(greatest, logits[first + i]);
        }
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < bins; i++) {
            double weight = Math.exp(logits[first + i] - greatest);
            sum += weight;
            weighted += i * weight;
        }
        return (float) (weighted / sum);
    }

    /** Adds the box around a point in input pixels. */
    void add(float[] logits, int from, float x, float y, float stridePx, float score, int label, Candidates into) {
        into.add(
                x - expected(logits, from, 0) * stridePx,
                y - expected(logits, from, 1) * stridePx,
                x + expected(logits, from, 2) * stridePx,
                y + expected(logits, from, 3) * stridePx,
                score,
                label);
    }
}
