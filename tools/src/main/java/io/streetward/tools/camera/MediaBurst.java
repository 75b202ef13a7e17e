package io.streetward.tools.camera;

import java.util.List;

/**
 * Packets that go out together: an access unit, or a part of one.
 *
 * @param packets in sending order
 * @param kind what a client that joins or lags may do with it
 */
record MediaBurst(List<RtpPacket> packets, Kind kind) {

    /** Where in the stream a burst stands. */
    enum Kind {
        /** Begins an access unit that can be decoded without those before it. */
        KEYFRAME,
        /** Begins any other access unit. */
        PICTURE,
        /** Goes on with the access unit of the burst before it. */
        CONTINUATION,
        /** Ends the stream; for every client. */
        GOODBYE
    }

    MediaBurst {
        packets = List.copyOf(packets);
    }
}
