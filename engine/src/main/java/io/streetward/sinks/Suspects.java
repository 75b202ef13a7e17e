package io.streetward.sinks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a sink that is out of reach from one that fails on a certain event only, as a receiver with a fault does. An event at
 * which the sink was out of reach, and again is, though it took others in between, is itself the cause. Thread-safe.
 *
 * <p>Holds 1,024 events, far more than can be in flight while a sink goes down; the oldest make room, and are at worst taken
 * for an outage once more.
 */
final class Suspects {
    private static final int CAPACITY = 1_024;

    private final Map<Long, Long> deliveredAtFailure = new LinkedHashMap<>();
    private long delivered;

    /** The sink took an event. */
    synchronized void delivered(long number) {
        delivered++;
        deliveredAtFailure.remove(number);
    }

    /**
     * The sink could not be reached with an event.
     *
     * @return whether that is the event's own fault
     */
    synchronized boolean failedOn(long number) {
        Long before = deliveredAtFailure.put(number, delivered);
        if (deliveredAtFailure.size() > CAPACITY) {
            deliveredAtFailure.remove(deliveredAtFailure.keySet().iterator().next());
        }
        return before != null && before < delivered;
    }
}
