package io.streetward.track;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One followed object as of one frame.
 *
 * @param id unique within the stream for the life of the process
 * @param kind the kind seen most over the track's life, weighted by confidence
 * @param confirmed whether it was seen often enough to be believed; an unconfirmed track may be a detector's whim
 * @param box filtered position in this frame; may reach outside the picture
 * @param detection the detection matched in this frame; null: none was, and {@code box} is a prediction
 * @param origin where it was first seen, as detected
 * @param speed how fast the box moved and grew over the last two seconds or so, in box sizes per second (0: stands still);
 *     empty while it has been watched too briefly to tell
 * @param firstSeen media time of the first matched detection
 * @param lastSeen media time of the last matched detection
 */
public record Track(
        long id,
        ObjectKind kind,
        boolean confirmed,
        NormalizedBox box,
        @Nullable Detection detection,
        NormalizedBox origin,
        OptionalDouble speed,
        MediaTime firstSeen,
        MediaTime lastSeen) {
    /** Whether a detection supports the box in this frame. */
    public boolean matched() {
        return detection != null;
    }

    /** The score of the detection matched in this frame; 0 when none was. */
    public double confidence() {
        return detection == null ? 0 : detection.confidence();
    }
}
