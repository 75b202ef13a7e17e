package io.streetward.evidence;

import io.streetward.cases.EvidenceRole;
import io.streetward.media.MediaTime;
import java.util.List;

/**
 * Which stretch of a camera's timeline a clip is to show.
 *
 * @param from the clip begins with the last keyframe at or before it
 * @param until the clip ends with the last access unit decoded at or before it
 */
record ClipWindow(EvidenceRole role, String fileName, MediaTime from, MediaTime until) {
    private static final String CLIP = "clip.mp4";
    private static final String CONFIRMATION_CLIP = "clip-2-confirmed.mp4";

    /** From before the arrival to the longest clip: all that can be said before the confirmation. */
    static ClipWindow ofArrival(EvidenceSettings settings, MediaTime arrival) {
        MediaTime from = arrival.minus(settings.preRoll());
        return new ClipWindow(EvidenceRole.CLIP, CLIP, from, from.plus(settings.maxClip()));
    }

    /** One clip where it can hold both arrival and confirmation, otherwise one of each. */
    static List<ClipWindow> ofCase(EvidenceSettings settings, MediaTime arrival, MediaTime confirmation) {
        ClipWindow longest = ofArrival(settings, arrival);
        MediaTime end = confirmation.plus(settings.postRoll());
        if (!end.isAfter(longest.until())) {
            return List.of(new ClipWindow(EvidenceRole.CLIP, CLIP, longest.from(), end));
        }
        MediaTime from = confirmation.minus(settings.preRoll());
        return List.of(longest, new ClipWindow(EvidenceRole.CONFIRMATION_CLIP, CONFIRMATION_CLIP, from, end));
    }
}
