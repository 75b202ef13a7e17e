package io.streetward.cases;

import java.util.Locale;

/** What happened to a case, as the outside is told of it. */
public enum CaseEventKind {
    /** It went on to another state, or into its first. */
    STATE,
    /** It was seen again, by another camera or under another name. */
    JOINED,
    /** What was there has left, while the case was in other hands already. */
    LEFT,
    /** An announcement was made, or not made. */
    ANNOUNCED,
    /** Evidence was entered. */
    EVIDENCE,
    /** A person confirmed or rejected it. */
    JUDGED,
    /** The camera looked again after it was reported handled. */
    REVERIFIED,
    /** Most of its time is used up. */
    DUE_SOON,
    /** Its time is over. */
    OVERDUE,
    /** Its time is long over, and somebody above is told. */
    ESCALATED,
    /** Its evidence is to be kept, or need not be kept any longer. */
    HELD;

    /** The word in the case book and in what is delivered. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CaseEventKind ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
