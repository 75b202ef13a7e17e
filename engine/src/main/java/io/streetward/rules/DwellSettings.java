package io.streetward.rules;

import java.time.Duration;

/**
 * When a thing counts as staying at a place, and when as gone. All in media time.
 *
 * @param standingAfter how long it must have stood before it counts as a stay (its start is dated back)
 * @param leaveAfter how long its place must be seen empty; counted in frames that were analysed and in which nothing hid
 *     the place. A detector that often misses the thing has to miss it for longer, see {@link Presence}
 * @param gap how long it may be unseen at all, hidden or without pictures, before it counts as gone
 * @param agreeIou overlap from which on a sighting is at the place. 0.5 is what the detection benchmarks call the same
 *     object; two boxes whose edges each wobble by a tenth still reach it
 * @param standingSpeed box sizes per second below which it stands, measured over {@code standingAfter}: 0.05 is a car that
 *     takes 20 s for its own length
 * @param movingSpeed box sizes per second from which on a track seen at the place is only passing it; above
 *     {@code standingSpeed}, because a track's speed is measured over less time
 * @param hiddenShare share of the place that other things must cover for it to count as hidden
 * @param leastSeenShare share of the seconds in which the place could be seen and the thing was; below, it is no stay but
 *     different things passing
 * @param maxPlaces bound on places watched at a time, candidates and stays together
 */
public record DwellSettings(
        Duration standingAfter,
        Duration leaveAfter,
        Duration gap,
        double agreeIou,
        double standingSpeed,
        double movingSpeed,
        double hiddenShare,
        double leastSeenShare,
        int maxPlaces) {
    public DwellSettings {
        requirePositive("standingAfter", standingAfter);
        requirePositive("leaveAfter", leaveAfter);
        requirePositive("gap", gap);
        if (gap.compareTo(leaveAfter) < 0) {
            throw new IllegalArgumentException(
                    "dwell: gap must be at least leaveAfter, got " + gap + " and " + leaveAfter);
        }
    }

    /** The defaults for vehicles. */
    public static DwellSettings defaults() {
        return new DwellSettings(
                Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(90), 0.5, 0.05, 0.15, 0.5, 0.4, 256);
    }

    public DwellSettings withLeaveAfter(Duration value) {
        return new DwellSettings(
                standingAfter,
                value,
                gap,
                agreeIou,
                standingSpeed,
                movingSpeed,
                hiddenShare,
                leastSeenShare,
                maxPlaces);
    }

    public DwellSettings withGap(Duration value) {
        return new DwellSettings(
                standingAfter,
                leaveAfter,
                value,
                agreeIou,
                standingSpeed,
                movingSpeed,
                hiddenShare,
                leastSeenShare,
                maxPlaces);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("dwell: " + name + " must be positive, got " + value);
        }
    }
}
