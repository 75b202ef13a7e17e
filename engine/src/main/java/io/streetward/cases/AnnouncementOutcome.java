package io.streetward.cases;

import java.util.Locale;

/** What became of an announcement. */
public enum AnnouncementOutcome {
    /** Every packet left. */
    SPOKEN,
    /** Some packets left, not all. */
    CUT_SHORT,
    /** No packet left, because something broke. */
    FAILED,
    /** Not spoken on purpose: quiet hours, rate limit, no speaker. */
    WITHHELD;

    /** The word in the case book and in {@code case.json}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AnnouncementOutcome ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
