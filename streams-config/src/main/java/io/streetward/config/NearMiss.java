package io.streetward.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what someone probably meant to write. */
final class NearMiss {
    private NearMiss() {}

    /** " Did you mean "…"?", or nothing when no known word is near. */
    static String hint(String word, Collection<String> known) {
        Optional<String> nearest = known.stream().min(Comparator.comparingInt(k -> distance(word, k)));
        return nearest.filter(k -> distance(word, k) <= Math.max(1, k.length() / 3))
                .map(k -> " Did you mean \"" + k + "\"?")
                .orElse("");
    }

    /** Levenshtein distance, case ignored. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                row[j] = Math.min(previous[j - 1] + (same ? 0 : 1), 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
