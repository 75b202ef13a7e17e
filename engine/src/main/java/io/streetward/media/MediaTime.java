package io.streetward.media;

import java.time.Duration;
import java.util.Locale;

/**
 * A point on one stream's own timeline: the presentation time (PTS), unwrapped and rescaled to microseconds.
 *
 * <p>Monotonic within a stream across reconnects (ingest carries the offset); it says nothing about wall-clock time and
 * cannot be compared between streams. All dwell is a difference of two of these.
 */
public record MediaTime(long micros) implements Comparable<MediaTime> {
    public static final MediaTime ZERO = new MediaTime(0);

    public static MediaTime ofMillis(long millis) {
        return new MediaTime(Math.multiplyExact(millis, 1_000L));
    }

    public static MediaTime ofSeconds(double seconds) {
        return new MediaTime(Math.round(seconds * 1e6));
    }

    public MediaTime plus(Duration duration) {
        return new MediaTime(Math.addExact(micros, duration.toNanos() / 1_000));
    }

    public MediaTime minus(Duration duration) {
        return new MediaTime(Math.subtractExact(micros, duration.toNanos() / 1_000));
    }

    /** Time from {@code earlier} to this; negative when this is the earlier one. */
    public Duration since(MediaTime earlier) {
        return Duration.ofNanos(Math.multiplyExact(Math.subtractExact(micros, earlier.micros), 1_000L));
    }

    public boolean isBefore(MediaTime other) {
        return micros < other.micros;
    }

    public boolean isAfter(MediaTime other) {
        return micros > other.micros;
    }

    public double seconds() {
        return micros / 1e6;
    }

    @Override
    public int compareTo(MediaTime other) {
        return Long.compare(micros, other.micros);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3fs", seconds());
    }
}
