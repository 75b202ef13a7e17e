package io.streetward.reports;

import org.jspecify.annotations.Nullable;

/**
 * Cases that have one thing in common.
 *
 * @param key the day (ISO 8601), grid, department, camera id or event; empty for cases of which it is not known
 * @param label the same for people
 * @param now what they come to
 * @param before what those of the same group came to in the period before; null for days
 */
public record Group(
        String key, String label, Figures now, @Nullable Figures before) {}
