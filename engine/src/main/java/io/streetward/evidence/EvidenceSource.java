package io.streetward.evidence;

import io.streetward.media.ClockOffset;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What evidence has to know of the stream it is cut from.
 *
 * @param pictureTolerance how far the picture shown may lie from the moment that was analysed; zero where the same stream
 *     is analysed and recorded, so that the very picture is there
 * @param clock how far the camera's clock is off now; empty when the camera does not tell its time
 */
public record EvidenceSource(Duration pictureTolerance, Supplier<Optional<ClockOffset>> clock) {
    /** Two streams of one camera are held together to well within this. */
    private static final Duration BETWEEN_STREAMS = Duration.ofMillis(500);

    /** Of the stream that is analysed. */
    public static EvidenceSource ofAnalysedStream(Supplier<Optional<ClockOffset>> clock) {
        return new EvidenceSource(Duration.ZERO, clock);
    }

    /** Of a stream beside the one that is analysed: the nearest picture is taken. */
    public static EvidenceSource ofOtherStream(Supplier<Optional<ClockOffset>> clock) {
        return new EvidenceSource(BETWEEN_STREAMS, clock);
    }
}
