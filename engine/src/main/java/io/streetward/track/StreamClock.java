package io.streetward.track;

import io.streetward.media.MediaTime;
import org.jspecify.annotations.Nullable;

/**
 * Media time made safe to measure with: elapsed seconds of one stream that never run backwards.
 *
 * <p>A frame whose PTS lies before its predecessor's adds nothing, and the next ones are counted from there; so a camera
 * that sets its clock back costs no more than the motion between two frames.
 */
public final class StreamClock {
    private @Nullable MediaTime last;
    private double nowS;
    private double stepS;

    /** Moves to a frame's time and returns how far the PTS moved, in seconds: negative for a jump back, 0 at first. */
    public double advance(MediaTime pts) {
        double moved = last == null ? 0 : (pts.micros() - last.micros()) / 1e6;
        stepS = Math.max(0, moved);
        nowS += stepS;
        last = pts;
        return moved;
    }

    /** Seconds since the first frame. */
    public double nowS() {
        return nowS;
    }

    /** Seconds between the last two frames, 0 or more. */
    public double stepS() {
        return stepS;
    }
}
