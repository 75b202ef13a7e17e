package io.streetward.pipeline;

import io.micrometer.core.instrument.Counter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue between two stages. When it is full the oldest is dropped and counted: only the newest matters.
 *
 * @param <T> what is handed on
 */
final class Handoff<T> {
    private final int capacity;
    private final Counter dropped;
    private final ArrayDeque<T> queue;

    /**
     * An empty queue.
     *
     * @param dropped counts what was dropped
     */
    Handoff(int capacity, Counter dropped) {
        this.capacity = capacity;
        this.dropped = dropped;
        this.queue = new ArrayDeque<>(capacity);
    }

    synchronized void offer(T item) {
        if (queue.size() >= capacity) {
            dropped.increment();
            queue.removeFirst();
        }
        queue.addLast(item);
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
