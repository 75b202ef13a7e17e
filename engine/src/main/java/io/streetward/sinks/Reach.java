package io.streetward.sinks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a sink can be reached, and when it is probed next; says so in the log when that changes. One writer. */
final class Reach {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

    /** Read by whoever asks for the status. */
    record Down(Instant since, String reason) {}

    private final String id;
    private final RetrySettings retry;
    private final Clock clock;
    private final RandomGenerator random;
    private volatile @Nullable Down down;
    private Instant nextProbe = Instant.MIN;
    private int failures;

    Reach(String id, RetrySettings retry, Clock clock, RandomGenerator random) {
        this.id = id;
        this.retry = retry;
        this.clock = clock;
        this.random = random;
    }

    boolean isDown() {
        return down != null;
    }

    @Nullable
    Down down() {
        return down;
    }

    /** How many probes have failed since it was last reached. */
    int failures() {
        return failures;
    }

    /** How long it is left alone; zero when it may be tried. */
    Duration pause() {
        Instant now = clock.instant();
        return isDown() && now.isBefore(nextProbe) ? Duration.between(now, nextProbe) : Duration.ZERO;
    }

    void failed(String reason) {
        Instant now = clock.instant();
        Duration pause = retry.after(++failures, random);
        nextProbe = now.plus(pause);
        Down before = down;
        down = new Down(before == null ? now : before.since(), reason);
        if (before == null) {
            LOG.warn("sink {} cannot be reached: {}; what happens is kept for it, and it is tried again", id, reason);
        }
    }

    void reached() {
        Down before = down;
        failures = 0;
        down = null;
        if (before != null) {
            LOG.info(
                    "sink {} is reached again after {} s",
                    id,
                    Duration.between(before.since(), clock.instant()).toSeconds());
        }
    }
}
