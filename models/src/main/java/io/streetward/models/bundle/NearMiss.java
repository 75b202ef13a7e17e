package io.streetward.models.bundle;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests what somebody probably meant to write. */
final class NearMiss {
    private NearMiss() {}

    /** " (did you mean X?)" for the nearest candidate when it is near enough, or an empty string. */
    static String hint(String written, Collection<String> candidates) {
        Optional<String> nearest = candidates.stream()
                .min(Comparator.comparingInt((String c) -> distance(written, c)).thenComparing(c -> c));
        return nearest.filter(c -> distance(written, c) <= Math.max(1, c.length() / 3))
                .map(c -> " (did you mean \"" + c + "\"?)")
                .orElse("");
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
