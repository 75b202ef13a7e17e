package io.streetward.catalogue;

import java.time.Duration;
import java.time.Instant;

/** When a department's time is up. */
public sealed interface Deadline {
    /** It is, or was, up then. */
    record At(Instant moment) implements Deadline {}

    /**
     * Nobody can say, since the clock stands.
     *
     * @param left what is left once it runs again, counted as the limit is; above 0
     */
    record Standing(Duration left) implements Deadline {}
}
