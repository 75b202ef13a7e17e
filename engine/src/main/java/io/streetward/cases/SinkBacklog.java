package io.streetward.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a sink stands.
 *
 * @param sink its id
 * @param position number of the event up to which all are settled but for the exceptions
 * @param pending events it has not been told of, with those of kinds it does not want
 * @param waiting of these, the exceptions: refused, or behind a refused one of the same case
 * @param dead events given up
 * @param delivered events told since the sink is on record
 * @param lastDeliveredAt UTC; null before the first
 * @param oldestPendingAt UTC, when the earliest pending event happened; null when none is pending
 */
public record SinkBacklog(
        String sink,
        long position,
        long pending,
        long waiting,
        long dead,
        long delivered,
        @Nullable Instant lastDeliveredAt,
        @Nullable Instant oldestPendingAt) {}
