package io.streetward.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is told of case events, and how far each has been told: in the case book, durable like everything there.
 *
 * <p>A sink has a position in the {@link CaseEventLog}: what lies before it is settled, but for a sparse table of exceptions,
 * which holds what the sink refused, what waits behind that in the same case, and what was given up. So a sink that takes
 * everything costs one row, however many events there are.
 *
 * <p>Safe for use by several threads, and by a second process beside the engine's.
 */
public interface DeliveryLedger {
    /**
     * Puts a sink on record. One already there is not changed.
     *
     * @param fromBeginning whether it is told of what happened before now
     */
    void register(String sink, boolean fromBeginning) throws CaseBookException;

    /** The ids of all sinks on record, in order. */
    List<String> sinks() throws CaseBookException;

    /**
     * What waits in the table of exceptions and may be tried now: of each case the earliest only. In order of number.
     *
     * @param limit how many at most
     */
    List<PendingDelivery> due(String sink, Instant now, int limit) throws CaseBookException;

    /** When the earliest of a case may be tried next; empty when nothing waits. */
    Optional<Instant> nextDue(String sink) throws CaseBookException;

    /**
     * The events after the sink's position.
     *
     * @param limit how many at most
     */
    List<PendingDelivery> fresh(String sink, int limit) throws CaseBookException;

    /**
     * Enters what became of events, wholly or not at all.
     *
     * @param position the number up to which all events are settled by this or before; 0 leaves the position where it is
     */
    void settle(String sink, List<Settlement> settlements, long position, Instant now) throws CaseBookException;

    /** Where a sink stands. */
    SinkBacklog backlog(String sink) throws CaseBookException;

    /** What was given up, the newest first. */
    List<DeadLetter> dead(String sink, int limit) throws CaseBookException;

    /**
     * Has a sink told again, with the same keys and in order per case. What it has not been told of yet comes anyway.
     *
     * @return how many events wait because of this
     */
    int replay(String sink, ReplayRange range, Instant now) throws CaseBookException;

    /** Strikes a sink and all that waits for it off the record. */
    void forget(String sink) throws CaseBookException;

    /** The number of the earliest event that a sink is still to be told of: from there on the log is kept. Empty: none is. */
    Optional<Long> oldestNeeded() throws CaseBookException;
}
