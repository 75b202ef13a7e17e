package io.streetward.config;

import java.util.List;

/** Plane geometry on corner lists. */
final class PolygonShape {
    private PolygonShape() {}

    /** Whether two sides that are not neighbours meet. */
    static boolean crossesItself(List<List<Double>> corners) {
        int n = corners.size();
        for (int i = 0; i < n; i++) {
            for (int j = i + 2; j < n; j++) {
                boolean neighbours = i == 0 && j == n - 1;
                if (!neighbours && meet(corners.get(i), corners.get(i + 1), corners.get(j), corners.get((j + 1) % n))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean meet(List<Double> a, List<Double> b, List<Double> c, List<Double> d) {
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }

    private static double side(List<Double> a, List<Double> b, List<Double> p) {
        return Math.signum(
                (b.get(0) - a.get(0)) * (p.get(1) - a.get(1)) - (b.get(1) - a.get(1)) * (p.get(0) - a.get(0)));
    }
}
