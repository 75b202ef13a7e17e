package io.streetward.cases;

import java.time.Instant;

/**
 * What a person or the engine did to a case.
 *
 * @param kind what happened
 * @param at UTC, when it was written
 * @param actor who: {@code engine} or an operator's name
 * @param reason why, for people
 */
public record CaseChange(CaseEventKind kind, Instant at, String actor, String reason) {}
