package io.streetward.pipeline;

import io.streetward.media.MediaTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Chooses which decoded pictures are looked at: at most one per interval of media time, without drifting off it. */
final class FrameSampler {
    /** Timestamps wobble by a rounding of the 90 kHz clock and more on some cameras. */
    private static final Duration TOLERANCE = Duration.ofMillis(5);

    private final Duration interval;
    private @Nullable MediaTime due;

    FrameSampler(Duration interval) {
        this.interval = interval;
    }

    boolean wants(MediaTime pts) {
        MediaTime next = due == null ? pts : due;
        boolean jumpedBack = pts.isBefore(next.minus(interval.multipliedBy(2)));
        if (pts.isBefore(next.minus(TOLERANCE)) && !jumpedBack) {
            return false;
        }
        boolean onGrid = !jumpedBack && pts.isBefore(next.plus(interval));
        due = (onGrid ? next : pts).plus(interval);
        return true;
    }
}
