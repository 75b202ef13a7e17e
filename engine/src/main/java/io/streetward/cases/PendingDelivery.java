package io.streetward.cases;

/**
 * An event that a sink is to be told of.
 *
 * @param event the event
 * @param attempts how often the sink has refused it
 * @param heldBack whether an earlier event of the same case waits, so that this one may not be told yet
 */
public record PendingDelivery(CaseEvent event, int attempts, boolean heldBack) {}
