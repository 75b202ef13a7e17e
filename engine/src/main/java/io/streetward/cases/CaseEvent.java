package io.streetward.cases;

import java.time.Instant;

/**
 * One thing that happened to a case, written in the same transaction as the thing itself; events are only ever added.
 *
 * @param number 1, 2, 3 … through all cases: the order in which things happened
 * @param key the case's id, {@code -}, and 1, 2, 3 … within the case: the same however often it is delivered
 * @param caseId the case
 * @param kind what happened
 * @param at UTC, when it was written
 * @param payload the case as it was then, JSON as {@link CasePayload} writes it
 */
public record CaseEvent(long number, String key, CaseId caseId, CaseEventKind kind, Instant at, String payload) {}
