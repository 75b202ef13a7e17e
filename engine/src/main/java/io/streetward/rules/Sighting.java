package io.streetward.rules;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import java.util.OptionalDouble;

/**
 * One thing seen in one frame.
 *
 * @param frame where it was seen
 * @param atS the rule's own clock, seconds, never running back
 * @param box as detected, not filtered: a filter's lag would shift the start of a stay
 * @param trackId the track it belongs to
 * @param origin where that track was first seen
 * @param speed of that track, box sizes per second; empty when seen too briefly
 * @param missedS seconds in which its place was seen empty since the sighting before it
 */
record Sighting(
        FrameRef frame,
        double atS,
        NormalizedBox box,
        ObjectKind kind,
        double confidence,
        long trackId,
        NormalizedBox origin,
        OptionalDouble speed,
        long missedS) {
    /** What is seen of a track in this frame. */
    static Sighting of(Track track, Detection seen, FrameRef frame, double atS) {
        return new Sighting(
                frame, atS, seen.box(), seen.kind(), seen.confidence(), track.id(), track.origin(), track.speed(), 0);
    }

    Sighting missedFor(long seconds) {
        return new Sighting(frame, atS, box, kind, confidence, trackId, origin, speed, seconds);
    }
}
