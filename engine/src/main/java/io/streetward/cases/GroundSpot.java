package io.streetward.cases;

/**
 * Where on the ground something stands.
 *
 * @param eastM metres east of a point the site has chosen once for all its cameras
 * @param northM metres north of it
 */
public record GroundSpot(double eastM, double northM) {
    double metresTo(GroundSpot other) {
        return Math.hypot(eastM - other.eastM, northM - other.northM);
    }
}
