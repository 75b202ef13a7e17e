package io.streetward.media;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a camera's clock is from this server's, as measured.
 *
 * @param ahead positive when the camera's clock shows a later time; too small by the time a picture takes to get here
 * @param uncertainty half of the range that the middle 80 % of the measurements lie in
 * @param samples measurements it is the median of
 */
public record ClockOffset(Duration ahead, Duration uncertainty, int samples) {
    /** For records that people read: how far, which way, how sure, and how it is known. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "the camera's clock was %.3f s %s this server's (± %.3f s, median of %d measurements by RTCP sender reports)",
                ahead.abs().toNanos() / 1e9,
                ahead.isNegative() ? "behind" : "ahead of",
                uncertainty.toNanos() / 1e9,
                samples);
    }
}
