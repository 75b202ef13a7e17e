package io.streetward.rules;

import java.time.Duration;

/**
 * When something that lies on a carriageway is spillage. All times are media time.
 *
 * @param dwellLimit how long it must have lain there, complete; from then on it is an event
 * @param leaveAfter how long its ground must be seen clean before it counts as swept
 * @param leastAreaShare least share of the picture that all pieces cover together, 0..1; for cameras without ground points
 * @param leastSquareMetres least area of all pieces; for cameras with ground points
 * @param clusterDistance gap between two pieces of one spill at most, as share of the picture's width and height
 * @param together how long after the first piece others belong to the spill as it fell; later ones were scattered by traffic
 * @param vehicleWithin how long before the first sight of it a vehicle must have crossed, where it is not known when the
 *     ground was last clean
 * @param minConfidence least confidence for an event, 0..1
 * @param hours when the rule holds; nothing is confirmed at other times
 */
public record SpillageLimits(
        Duration dwellLimit,
        Duration leaveAfter,
        double leastAreaShare,
        double leastSquareMetres,
        double clusterDistance,
        Duration together,
        Duration vehicleWithin,
        double minConfidence,
        Hours hours) {
    public SpillageLimits {
        requirePositive("dwell limit", dwellLimit);
        requirePositive("leaveAfter", leaveAfter);
        requirePositive("together", together);
        requirePositive("vehicleWithin", vehicleWithin);
    }

    /**
     * The defaults. 10 s clean: longer than a car that stands over it in moving traffic. 1/5000 of the picture: 46 of the
     * scene model's 640 × 360 pixels, four of the smallest pieces it can tell from noise; 0.05 m² is what a shovel holds.
     * A tenth of the picture apart: a lane's width at middle distance. 20 s together: a truck at 20 km/h passes 110 m
     * in it, more than one camera judges. A vehicle within 20 s, by the same distance.
     */
    public static SpillageLimits of(Duration dwellLimit) {
        return new SpillageLimits(
                dwellLimit,
                Duration.ofSeconds(10),
                1 / 5_000.0,
                0.05,
                0.1,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                0.5,
                Hours.ALWAYS);
    }

    public SpillageLimits withLeaveAfter(Duration value) {
        return new SpillageLimits(
                dwellLimit,
                value,
                leastAreaShare,
                leastSquareMetres,
                clusterDistance,
                together,
                vehicleWithin,
                minConfidence,
                hours);
    }

    public SpillageLimits withLeastSquareMetres(double value) {
        return new SpillageLimits(
                dwellLimit,
                leaveAfter,
                leastAreaShare,
                value,
                clusterDistance,
                together,
                vehicleWithin,
                minConfidence,
                hours);
    }

    public SpillageLimits withMinConfidence(double value) {
        return new SpillageLimits(
                dwellLimit,
                leaveAfter,
                leastAreaShare,
                leastSquareMetres,
                clusterDistance,
                together,
                vehicleWithin,
                value,
                hours);
    }

    public SpillageLimits withHours(Hours value) {
        return new SpillageLimits(
                dwellLimit,
                leaveAfter,
                leastAreaShare,
                leastSquareMetres,
                clusterDistance,
                together,
                vehicleWithin,
                minConfidence,
                value);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("spillage: expected a " + name + " above 0, got " + value);
        }
    }
}
