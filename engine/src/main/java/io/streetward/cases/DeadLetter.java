package io.streetward.cases;

import java.time.Instant;

/**
 * An event that a sink was not told of and will not be, unless it is replayed.
 *
 * @param event the event
 * @param attempts how often the sink refused it
 * @param at UTC, when it was given up
 * @param reason what the sink said last
 */
public record DeadLetter(CaseEvent event, int attempts, Instant at, String reason) {}
