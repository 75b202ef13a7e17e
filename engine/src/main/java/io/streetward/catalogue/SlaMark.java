package io.streetward.catalogue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be raised about a case's time, once.
 *
 * @param key names it for good: case, start of the run, kind and step; a case that is dispatched anew has a new run
 * @param step of an escalation, from 1; 0 for the others
 * @param percent of the limit at which it is raised
 * @param dueAt when that was reached; UTC
 * @param to the superior department of an escalation; null for the others, which concern the one that has the case
 * @param elapsed what had been counted when it was looked at, as the limit counts
 */
public record SlaMark(
        String key,
        String caseId,
        Kind kind,
        int step,
        int percent,
        Instant dueAt,
        @Nullable Department to,
        TimeLimit limit,
        Duration elapsed) {
    /** What it says. */
    public enum Kind {
        /** Time is running out. */
        WARNING,
        /** The limit is reached. */
        OVERDUE,
        /** It is reached by so much that a superior should know. */
        ESCALATION
    }
}
