package io.streetward.pipeline;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one camera's turns one at a time on threads shared with other cameras: an executor keyed by camera. Waking it while
 * it runs makes it look once more; any number of wakes in between cost one turn. A turn does a bounded amount of work and
 * gives its thread back, so that a busy camera cannot keep a pool from the rest.
 */
final class PumpLane {
    private static final Logger LOG = LoggerFactory.getLogger(PumpLane.class);

    private final String name;
    private final Executor executor;
    private final BooleanSupplier turn;
    private boolean scheduled;
    private boolean wokenMeanwhile;
    private boolean closed;

    /**
     * A lane at rest.
     *
     * @param turn does a bounded amount of work, and returns whether there is more
     */
    PumpLane(String name, Executor executor, BooleanSupplier turn) {
        this.name = name;
        this.executor = executor;
        this.turn = turn;
    }

    /** There is something to do. */
    synchronized void wake() {
        if (scheduled) {
            wokenMeanwhile = true;
        } else if (!closed) {
            submit();
        }
    }

    /** Waits until there is nothing to do. */
    synchronized void awaitIdle() throws InterruptedException {
        while (scheduled) {
            wait();
        }
    }

    /** Takes no more turns, and waits for the one under way. */
    synchronized void close(Duration limit) {
        long endNanos = System.nanoTime() + limit.toNanos();
        closed = true;
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

    private void submit() {
        try {
            wokenMeanwhile = false;
            executor.execute(this::takeTurn);
            scheduled = true;
        } catch (RejectedExecutionException e) {
            scheduled = false; // the pool is shutting down; so are we
            notifyAll();
        }
    }

    private void takeTurn() {
        boolean more = false;
        try {
            more = turn.getAsBoolean();
        } catch (RuntimeException e) {
            // The stage boundary: one bad turn must not end the camera.
            LOG.error("{}: failed", name, e);
        }
        endTurn(more);
    }

    private synchronized void endTurn(boolean more) {
        if ((more || wokenMeanwhile) && !closed) {
            submit();
        } else {
            scheduled = false;
            notifyAll();
        }
    }
}
