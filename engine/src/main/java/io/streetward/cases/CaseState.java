package io.streetward.cases;

import java.util.Locale;

/**
 * Where a case stands in its life. The life of a case in city management goes on to dispatched, handled, verified and
 * closed; those states join here together with the actors that bring them about.
 */
public enum CaseState {
    /** 案卷建立: the event is confirmed and on record. */
    FILED,
    /** What was there has left by itself, before anyone was dispatched. */
    RESOLVED;

    /** Whether a case in this state may go to {@code next}. */
    public boolean mayBecome(CaseState next) {
        return this == FILED && next == RESOLVED;
    }

    /** The word in the case book and in {@code case.json}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CaseState ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
