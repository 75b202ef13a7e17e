package io.streetward.cases;

import io.streetward.media.EncodedPacket;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One moment in both times a case is held to.
 *
 * @param pts on the camera's own timeline; compare only within one camera and one run of the engine
 * @param at UTC wall clock of this host when that picture's packet had arrived, to the microsecond
 */
public record Moment(MediaTime pts, Instant at) {
    public Moment {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    public static Moment of(FrameRef frame) {
        return new Moment(frame.pts(), frame.receivedAt());
    }

    public static Moment of(EncodedPacket packet) {
        return new Moment(packet.pts(), packet.receivedAt());
    }
}
