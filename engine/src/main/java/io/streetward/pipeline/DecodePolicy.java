package io.streetward.pipeline;

import io.streetward.media.NormalizedBox;
import java.time.Duration;
import java.util.List;

/**
 * Which access units of a camera are decoded and which pictures are looked at.
 *
 * @param mode how much is decoded
 * @param analyseEvery shortest media time between two pictures looked at, where every picture is decoded
 * @param ground where what happens matters, as boxes around the camera's zones; only {@link Mode#AUTO} asks
 */
public record DecodePolicy(Mode mode, Duration analyseEvery, List<NormalizedBox> ground) {
    public enum Mode {
        /** Keyframes while the street is quiet, everything while something happens on the ground. */
        AUTO,
        /** Keyframes only, at a small fraction of the cost. */
        KEYFRAMES,
        /** Every picture is decoded, and one in {@code analyseEvery} looked at. */
        EVERY,
        /** Every picture is decoded and looked at. */
        ALL
    }

    public DecodePolicy {
        ground = List.copyOf(ground);
    }

    /** Shortest media time between two pictures looked at. */
    Duration looksApart() {
        return mode == Mode.ALL ? Duration.ZERO : analyseEvery;
    }
}
