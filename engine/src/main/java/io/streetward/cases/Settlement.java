package io.streetward.cases;

import java.time.Instant;

/** What became of one event at one sink. */
public sealed interface Settlement {
    /** The event it is about. */
    CaseEvent event();

    /** The sink has it. */
    record Delivered(CaseEvent event) implements Settlement {}

    /** The sink does not want to be told of its kind. */
    record Skipped(CaseEvent event) implements Settlement {}

    /**
     * It is tried later; until then it holds back what follows in its case.
     *
     * @param attempts refusals so far
     * @param dueAt UTC, not before
     * @param reason what the sink said; empty when it was not asked
     */
    record Waiting(CaseEvent event, int attempts, Instant dueAt, String reason) implements Settlement {}

    /**
     * It is given up, and holds its case back no longer.
     *
     * @param attempts refusals
     * @param reason what the sink said last
     */
    record Dead(CaseEvent event, int attempts, String reason) implements Settlement {}
}
