package io.streetward.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Where a case is, as the city's tables want it; what nobody configured is null.
 *
 * @param place in words (SFWZ); empty where nobody gave any
 * @param division six digits of GB/T 2260
 */
public record CaseLocation(
        @Nullable GridCell cell,
        @Nullable Coordinates coordinates,
        String place,
        @Nullable String division) {
    /** Nothing is known of it. */
    public static final CaseLocation UNKNOWN = new CaseLocation(null, null, "", null);
}
