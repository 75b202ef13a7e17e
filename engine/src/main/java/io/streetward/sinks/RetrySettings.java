package io.streetward.sinks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again, doubling from try to try, and when to give an event up.
 *
 * @param first wait after the first failure
 * @param longest wait at most
 * @param refusals how often one event is refused before it is given up; one or more
 */
public record RetrySettings(Duration first, Duration longest, int refusals) {
    /** Beyond this, doubling a second has long passed any bound. */
    private static final int MOST_DOUBLINGS = 30;

    public RetrySettings {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || refusals < 1) {
            throw new IllegalArgumentException("first " + first + ", longest " + longest + ", refusals " + refusals);
        }
    }

    /**
     * The wait after a number of failures in a row: between half and all of {@code first × 2^(failures − 1)}, at most
     * {@code longest}, so that not all engines of a city come back in the same second.
     */
    public Duration after(int failures, RandomGenerator random) {
        double doubled = (double) first.toMillis() * Math.pow(2, Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS));
        double ceilingMs = Math.min((double) longest.toMillis(), doubled);
        return Duration.ofMillis(Math.max(1, Math.round(ceilingMs * (0.5 + random.nextDouble() / 2))));
    }
}
