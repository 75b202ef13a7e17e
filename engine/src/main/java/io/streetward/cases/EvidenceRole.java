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
    /** The last frame that shows the ground clean, untouched. */
    CLEAN_BEFORE_STILL,
    /** A derivative of {@link #CLEAN_BEFORE_STILL} with box, zone and legend. */
    CLEAN_BEFORE_STILL_ANNOTATED,
    /** The frame that shows the likeliest vehicle best, untouched. */
    VEHICLE_STILL,
    /** A derivative of {@link #VEHICLE_STILL} with box, zone and legend. */
    VEHICLE_STILL_ANNOTATED,
    /** The untouched stills side by side with a close-up, place, device, times and code: one page. */
    COMPOSITE_SHEET,
    /** The place as the camera saw it after the case was reported handled, untouched. */
    AFTER_STILL,
    /** A derivative of {@link #AFTER_STILL} with box, zone and legend. */
    AFTER_STILL_ANNOTATED,
    /** Confirmation and {@link #AFTER_STILL} side by side. */
    BEFORE_AFTER,
    /** The number plate as read in the stills. */
    PLATE_READING;

    /**
     * Whether it may be delivered, pushed or exported by itself: derivatives in which bystanders and other vehicles' plates
     * are blurred, and nothing else. Originals are sealed and leave only where an authority asks for them, as a whole case.
     */
    public boolean mayLeaveSite() {
        return switch (this) {
            case CLEAN_BEFORE_STILL_ANNOTATED,
                    ARRIVAL_STILL_ANNOTATED,
                    CONFIRMATION_STILL_ANNOTATED,
                    VEHICLE_STILL_ANNOTATED,
                    COMPOSITE_SHEET,
                    AFTER_STILL_ANNOTATED,
                    BEFORE_AFTER -> true;
            default -> false;
        };
    }

    /** The word in the case book and in {@code case.json}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static EvidenceRole ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
