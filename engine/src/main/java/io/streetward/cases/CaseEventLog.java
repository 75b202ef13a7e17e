package io.streetward.cases;

import java.util.List;

/** Everything that happened to cases, in order; read by those who tell others. */
public interface CaseEventLog {
    /**
     * The events after one.
     *
     * @param number of the last event known; 0 to begin with the first
     * @param limit how many at most
     */
    List<CaseEvent> after(long number, int limit) throws CaseBookException;

    /** The number of the newest event; 0 when there is none. */
    long newest() throws CaseBookException;
}
