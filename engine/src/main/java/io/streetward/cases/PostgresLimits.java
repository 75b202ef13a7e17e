package io.streetward.cases;

import java.time.Duration;

/**
 * How long a PostgreSQL server may hold up a thread. Together, with one attempt to reconnect, 20 s at most: a camera's rule
 * thread can wait that long, for a stay is forgotten only after 90 s unseen by default, dwell is media time, and what could
 * not be entered is kept by {@link IncidentCorrelator} and tried again.
 *
 * @param turn waiting for the threads before this one
 * @param statement how long a statement may take, and how long after its beginning a transaction may begin another
 * @param silence whole seconds after which a connection whose server says nothing counts as lost; longer than
 *     {@code statement}, so that a slow server's own answer comes first
 * @param refusal how long after a failed attempt to connect others are refused at once, and not after a timeout each
 */
record PostgresLimits(Duration turn, Duration statement, Duration silence, Duration refusal) {
    /** Five seconds for anything that takes milliseconds: as long as SQLite waits for another program. */
    static final PostgresLimits DEFAULT = new PostgresLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(2));
}
