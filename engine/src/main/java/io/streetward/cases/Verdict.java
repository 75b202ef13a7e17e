package io.streetward.cases;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person found on looking at a case; kept for setting thresholds.
 *
 * @param at UTC, when it was entered
 * @param actor who looked
 * @param reason why it was rejected; null when it was confirmed
 * @param comment in the person's own words; may be empty
 */
public record Verdict(Instant at, String actor, @Nullable RejectReason reason, String comment) {
    /** Why a case is none. */
    public enum RejectReason {
        /** There was nothing of the kind. */
        FALSE_DETECTION,
        /** There was something, but of another kind. */
        WRONG_KIND,
        /** It is permitted there, or then, or to them. */
        PERMITTED,
        /** There is a case for it already. */
        DUPLICATE,
        /** It may be so, but the evidence does not show it. */
        POOR_EVIDENCE,
        /** The comment says. */
        OTHER;

        /** The word in the case book and in what is delivered. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static RejectReason ofKey(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    public boolean confirms() {
        return reason == null;
    }
}
