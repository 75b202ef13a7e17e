package io.streetward.cases;

import java.util.List;

/**
 * From a rule's own confidence to how often it was right at that confidence: straight lines between points measured on
 * judged cases, as isotonic regression gives them (Zadrozny and Elkan, KDD 2002). Without points, what the rule says stands.
 *
 * @param points rising in both; outside them the nearest counts
 */
public record ConfidenceCalibration(List<Point> points) {
    public static final ConfidenceCalibration IDENTITY = new ConfidenceCalibration(List.of());

    /**
     * One measured point.
     *
     * @param said the rule's confidence, 0..1
     * @param right the share of cases at that confidence that were right, 0..1
     */
    public record Point(double said, double right) {}

    public ConfidenceCalibration {
        points = List.copyOf(points);
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).said <= points.get(i - 1).said || points.get(i).right < points.get(i - 1).right) {
                throw new IllegalArgumentException("calibration: expected points that rise, got " + points);
            }
        }
    }

    /** The share of cases that are right at a confidence, 0..1. */
    public double of(double said) {
        if (points.isEmpty()) {
            return said;
        }
        Point before = points.get(0);
        for (Point after : points) {
            if (said <= after.said) {
                double span = after.said - before.said;
                double part = span <= 0 ? 1 : (said - before.said) / span;
                return said <= before.said ? before.right : before.right + part * (after.right - before.right);
            }
            before = after;
        }
        return before.right;
    }
}
