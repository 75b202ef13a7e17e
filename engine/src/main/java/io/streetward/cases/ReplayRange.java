package io.streetward.cases;

import java.time.Instant;

/** What is told again. */
public sealed interface ReplayRange {
    /** What was given up. */
    record AllDead() implements ReplayRange {}

    /** Everything of one case. */
    record OfCase(CaseId id) implements ReplayRange {}

    /** Everything that happened at {@code at} or later. */
    record Since(Instant at) implements ReplayRange {}
}
