package io.streetward.announce;

import java.util.Locale;

/** Who goes first at a loudspeaker; a later one cuts short an earlier one. */
public enum Urgency {
    /** What a rule found. */
    EVENT,
    /** Danger to life. */
    EMERGENCY,
    /** A person who speaks now. */
    OPERATOR;

    /** The word in the record. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
