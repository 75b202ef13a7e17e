package io.streetward.sinks;

import io.streetward.cases.CaseEvent;

/**
 * Somebody who is told of case events. Several threads may call {@link #deliver} at once, with events of different cases.
 *
 * <p>One that is out of reach says so in its outcome and connects again by itself; making one opens no connection.
 */
public interface Sink extends AutoCloseable {
    /**
     * Tells one event and waits for the answer, for a time that the sink bounds.
     *
     * @throws InterruptedException when the engine stops; the event may or may not have arrived then
     */
    Outcome deliver(CaseEvent event) throws InterruptedException;

    /**
     * Does what keeps a session alive, if anything is due. Called every few seconds by one thread, also while nothing
     * happens.
     */
    default void tend() throws InterruptedException {}

    /** Takes leave, within a second; events in hand may be lost here, for they are told again. */
    @Override
    void close();
}
