package io.streetward.app;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of day in a recording: stands where its last access unit came. */
final class ClipClock extends Clock {
    private volatile Instant now;

    ClipClock(Instant start) {
        this.now = start;
    }

    void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Nobody asks it for local time. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a clip's clock is in UTC");
    }
}
