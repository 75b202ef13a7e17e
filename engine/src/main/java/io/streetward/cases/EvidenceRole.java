package io.streetward.cases;

import java.util.Locale;

/** What a piece of evidence shows. */
public enum EvidenceRole {
    /** The camera's own bits, from before the arrival to after the confirmation (or to the clip's limit). */
    CLIP,
    /** The camera's own bits around the confirmation, where one clip could not hold both. */
    CONFIRMATION_CLIP,
    /** The frame at which it came to stand, untouched. */
    ARRIVAL_STILL,
    /** A derivative of {@link #ARRIVAL_STILL} with box, zone and legend. */
    ARRIVAL_STILL_ANNOTATED,
    /** The frame at which the event was confirmed, untouched. */
    CONFIRMATION_STILL,
    /** A derivative of {@link #CONFIRMATION_STILL} with box, zone and legend. */
    CONFIRMATION_STILL_ANNOTATED,
    /** The number plate as read in the stills. */
    PLATE_READING;

    /** The word in the case book and in {@code case.json}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static EvidenceRole ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
