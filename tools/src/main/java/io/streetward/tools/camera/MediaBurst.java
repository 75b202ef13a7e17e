package io.streetward.tools.camera;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packets that go out together: an access unit, or a part of one.
 *
 * @param packets in sending order
 * @param kind what a client that joins or lags may do with it
 * @param report sender report for a client that begins with this burst, null when there is none to send
 */
record MediaBurst(
        List<RtpPacket> packets, Kind kind, @Nullable RtpPacket report) {

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

    MediaBurst(List<RtpPacket> packets, Kind kind) {
        this(packets, kind, null);
    }

    /** Returns the burst as a client's first one: with the sender report before it. */
    MediaBurst withReport() {
        if (report == null) {
            return this;
        }
        List<RtpPacket> more = new ArrayList<>(packets.size() + 1);
        more.add(report);
        more.addAll(packets);
        return new MediaBurst(more, kind);
    }
}
