package io.streetward.tools.bench;

import java.util.List;

/**
 * A straight line through measurements, by least squares.
 *
 * @param perUnit its slope
 * @param error the slope's standard error; a slope within two of them is nought, as far as can be told
 */
record Slope(double perUnit, double error) {
    private static final double CLEAR = 2;

    /** Through points (x, y); nought where there are fewer than three. */
    static Slope through(List<double[]> points) {
        int n = points.size();
        if (n < 3) {
            return new Slope(0, 0);
        }
        double meanX = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
        double meanY = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
        double xx = points.stream()
                .mapToDouble(p -> (p[0] - meanX) * (p[0] - meanX))
                .sum();
        double xy = points.stream()
                .mapToDouble(p -> (p[0] - meanX) * (p[1] - meanY))
                .sum();
        double slope = xy / xx;
        double squares = points.stream()
                .mapToDouble(p -> Math.pow(p[1] - meanY - slope * (p[0] - meanX), 2))
                .sum();
        return new Slope(slope, Math.sqrt(squares / (n - 2) / xx));
    }

    boolean rises() {
        return perUnit > CLEAR * error;
    }
}
