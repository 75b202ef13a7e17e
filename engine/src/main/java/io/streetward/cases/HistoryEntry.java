package io.streetward.cases;

import java.time.Instant;

/**
 * One line of a case's history; lines are only ever added.
 *
 * @param seq 1, 2, 3 … within the case
 * @param kind what happened
 * @param at UTC, when it was written
 * @param state the state from then on
 * @param actor who: {@code engine} or an operator's name
 * @param reason why, for people
 */
public record HistoryEntry(int seq, CaseEventKind kind, Instant at, CaseState state, String actor, String reason) {}
