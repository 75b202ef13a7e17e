package io.streetward.rules;

import io.streetward.media.NormalizedBox;

/**
 * The track a thing at a place has at the moment, and whether that track has gone elsewhere. Alone that proves nothing, for
 * tracks change places now and then; together with a newcomer it tells a queue that moves up from a thing that stays.
 */
final class OwnTrack {
    private static final int LEAST_SIGHTINGS = 3;
    /** Overlap below which a thing is no longer at a place. */
    private static final double ELSEWHERE_IOU = 0.2;

    private long id;
    private int sightings;
    private boolean elsewhere;

    void sawAtPlace(Sighting sighting) {
        if (sighting.trackId() != id) {
            id = sighting.trackId();
            sightings = 0;
            elsewhere = false;
        }
        sightings++;
    }

    /** Takes note of where a track is now. */
    void follow(Sighting sighting, NormalizedBox place) {
        if (sighting.trackId() == id && sightings >= LEAST_SIGHTINGS) {
            elsewhere = place.iou(sighting.box()) < ELSEWHERE_IOU;
        }
    }

    boolean isElsewhere() {
        return elsewhere;
    }

    /** Whether a sighting at the place is of another track, one that came from elsewhere. */
    boolean isNewcomer(Sighting sighting, NormalizedBox place) {
        return sighting.trackId() != id && place.iou(sighting.origin()) < ELSEWHERE_IOU;
    }
}
