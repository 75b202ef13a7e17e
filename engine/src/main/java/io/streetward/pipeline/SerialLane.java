package io.streetward.pipeline;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through one camera's items in order, one at a time, on threads shared with other cameras: an executor keyed by
 * camera.
 *
 * <p>Gives its thread back after a few items, so that a busy camera cannot keep a pool from the rest.
 *
 * @param <T> what is worked on
 */
final class SerialLane<T> {
    private static final Logger LOG = LoggerFactory.getLogger(SerialLane.class);
    private static final int ITEMS_PER_TURN = 8;

    private final String name;
    private final Handoff<T> handoff;
    private final Executor executor;
    private final Consumer<T> work;
    private boolean scheduled;
    private boolean closed;

    SerialLane(String name, Handoff<T> handoff, Executor executor, Consumer<T> work) {
        this.name = name;
        this.handoff = handoff;
        this.executor = executor;
        this.work = work;
    }

    /** Returns false when the item was refused. */
    boolean offer(T item) {
        if (!handoff.offer(item)) {
            return false;
        }
        schedule();
        return true;
    }

    /** Takes nothing more, drops what waits, and waits for the item in hand. */
    void close(Duration limit) {
        long endNanos = System.nanoTime() + limit.toNanos();
        synchronized (this) {
            closed = true;
            handoff.clear();
            while (scheduled) {
                long leftMs = (endNanos - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    LOG.warn("{}: still busy after {} ms", name, limit.toMillis());
                    return;
                }
                try {
                    wait(leftMs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private synchronized void schedule() {
        if (!scheduled && !closed) {
            submit();
        }
    }

    private synchronized void submit() {
        try {
            executor.execute(this::takeTurn);
            scheduled = true;
        } catch (RejectedExecutionException e) {
            scheduled = false; // the pool is shutting down; so are we
            notifyAll();
        }
    }

    private void takeTurn() {
        for (int i = 0; i < ITEMS_PER_TURN; i++) {
            T item = handoff.poll();
            if (item == null) {
                break;
            }
            try {
                work.accept(item);
            } catch (RuntimeException e) {
                // The stage boundary: one bad item must not end the camera.
                LOG.error("{}: failed on {}", name, item, e);
            }
        }
        endTurn();
    }

    private synchronized void endTurn() {
        if (handoff.size() > 0 && !closed) {
            submit();
        } else {
            scheduled = false;
            notifyAll();
        }
    }
}
