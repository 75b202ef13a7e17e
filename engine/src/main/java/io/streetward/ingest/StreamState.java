package io.streetward.ingest;

import java.time.Instant;

/**
 * How a camera is doing, and why.
 *
 * @param reason a sentence for an operator; never holds credentials
 * @param since UTC; since when it has been in this phase, over all attempts to get out of it
 */
public record StreamState(Phase phase, String reason, Instant since) {
    public enum Phase {
        /** Not connected so far; after a fault the fault stands here until the camera is live again. */
        CONNECTING,
        LIVE,
        /** Was live, went silent or broke off; a new connection is being tried. */
        STALLED,
        /** Sends pictures, but the same one again and again. */
        FROZEN_PICTURE,
        /** Sends pictures in which there is nothing: dark, or the lens is covered. */
        BLACK_PICTURE,
        /** Sends, but nothing to begin decoding with. */
        NO_KEYFRAME,
        /** Refused our credentials. */
        UNAUTHORISED,
        /** Serves something this engine cannot decode. */
        UNSUPPORTED,
        /** Cannot be reached, or is reached and sends nothing. */
        DOWN,
        /** Closed by us, or a recording that is over. */
        STOPPED;

        /** Whether access units come, good or bad. */
        public boolean delivering() {
            return this == LIVE || this == FROZEN_PICTURE || this == BLACK_PICTURE;
        }
    }

    @Override
    public String toString() {
        return phase + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
