package io.streetward.pipeline;

import io.micrometer.core.instrument.Counter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue between two stages.
 *
 * @param <T> what is handed on
 */
final class Handoff<T> {
    /** What happens when it is full. */
    enum Overflow {
        /** The oldest is dropped: only the newest matters. */
        DROP_OLDEST,
        /** The offer is refused: the giver knows what to do. */
        REFUSE
    }

    private final int capacity;
    private final Overflow overflow;
    private final Counter dropped;
    private final ArrayDeque<T> queue;

    /**
     * An empty queue.
     *
     * @param dropped counts what was dropped or refused
     */
    Handoff(int capacity, Overflow overflow, Counter dropped) {
        this.capacity = capacity;
        this.overflow = overflow;
        this.dropped = dropped;
        this.queue = new ArrayDeque<>(capacity);
    }

    /** Returns false when {@code item} was refused. */
    synchronized boolean offer(T item) {
        if (queue.size() >= capacity) {
            dropped.increment();
            if (overflow == Overflow.REFUSE) {
                return false;
            }
            queue.removeFirst();
        }
        queue.addLast(item);
        return true;
    }

    synchronized @Nullable T poll() {
        return queue.pollFirst();
    }

    synchronized int size() {
        return queue.size();
    }

    synchronized void clear() {
        queue.clear();
    }
}
