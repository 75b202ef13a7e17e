package io.streetward.announce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a loudspeaker may be used. */
public sealed interface Permission {
    /**
     * It may.
     *
     * @param gainDb at most; 0 or less
     * @param override who allowed it against the rules, and why; empty where none stood against it
     */
    record Granted(double gainDb, String override) implements Permission {}

    /**
     * It may not.
     *
     * @param why a sentence for the operator
     * @param until UTC, when it may be asked for again; null when that cannot be told
     */
    record Withheld(Ground ground, String why, @Nullable Instant until) implements Permission {}

    /** On what ground. */
    enum Ground {
        QUIET_HOURS,
        TOO_OFTEN,
        SAID_HERE_JUST_NOW
    }
}
