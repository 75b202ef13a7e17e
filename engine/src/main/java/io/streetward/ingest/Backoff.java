package io.streetward.ingest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter, so that a site's cameras do not all come back in the same second. */
final class Backoff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    void reset() {
        failures = 0;
    }

    /** Between half and all of {@code first × 2^failures}, at most {@code most}. */
    Duration next() {
        double ceilingMs = Math.min((double) most.toMillis(), (double) first.toMillis() * Math.pow(2, failures));
        failures = Math.min(failures + 1, 30);
        return Duration.ofMillis(Math.round(ceilingMs * (0.5 + random.nextDouble() / 2)));
    }
}
