package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import java.time.Duration;
import java.util.UUID;

/**
 * One thing that stays at one place, from its arrival to its leaving: what a rule watches, one case at the most.
 *
 * @param id made when the stay is first noticed; the evidence of a candidate is filed under it
 * @param kind the kind of event it would be
 * @param object what stays
 * @param box where it stands (median of the sightings so far)
 * @param start the frame at which it came to stand
 * @param latest the frame of the newest sighting
 * @param dwell {@code latest.pts - start.pts}
 * @param confidence 0..1: mean score of the sightings, and once confirmed what the rule makes of its witnesses
 */
public record Stay(
        UUID id,
        EventKind kind,
        Zone zone,
        ObjectKind object,
        NormalizedBox box,
        FrameRef start,
        FrameRef latest,
        Duration dwell,
        double confidence) {
    /** The same stay, of which a rule has judged how sure it is. */
    public Stay withConfidence(double value) {
        return new Stay(id, kind, zone, object, box, start, latest, dwell, value);
    }
}
