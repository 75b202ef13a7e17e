package io.streetward.ingest;

import java.time.Instant;

/**
 * How a camera is doing, and why.
 *
 * @param reason a sentence for an operator; never holds credentials
 * @param since UTC
 */
public record StreamState(Phase phase, String reason, Instant since) {
    public enum Phase {
        CONNECTING,
        LIVE,
        /** Was live, went silent; a new connection is being tried. */
        STALLED,
        /** Refused our credentials. */
        UNAUTHORISED,
        /** Serves something this engine cannot decode. */
        UNSUPPORTED,
        /** Cannot be reached. */
        DOWN,
        /** Closed by us. */
        STOPPED
    }

    @Override
    public String toString() {
        return phase + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
