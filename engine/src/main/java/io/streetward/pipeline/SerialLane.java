package io.streetward.pipeline;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through one camera's items in order, one at a time, on threads shared with other cameras.
 *
 * @param <T> what is worked on
 */
final class SerialLane<T> {
    private static final Logger LOG = LoggerFactory.getLogger(SerialLane.class);
    private static final int ITEMS_PER_TURN = 8;

    private final String name;
    private final Handoff<T> handoff;
    private final Consumer<T> work;
    private final PumpLane lane;

    SerialLane(String name, Handoff<T> handoff, Executor executor, Consumer<T> work) {
        this.name = name;
        this.handoff = handoff;
        this.work = work;
        this.lane = new PumpLane(name, executor, this::takeTurn);
    }

    void offer(T item) {
        handoff.offer(item);
        lane.wake();
    }

    /** Waits until every item offered so far is worked off. */
    void awaitIdle() throws InterruptedException {
        lane.awaitIdle();
    }

    /** Takes nothing more, drops what waits, and waits for the item in hand. */
    void close(Duration limit) {
        handoff.clear();
        lane.close(limit);
    }

    private boolean takeTurn() {
        for (int i = 0; i < ITEMS_PER_TURN; i++) {
            T item = handoff.poll();
            if (item == null) {
                return false;
            }
            try {
                work.accept(item);
            } catch (RuntimeException e) {
                // The stage boundary: one bad item must not end the camera.
                LOG.error("{}: failed on {}", name, item, e);
            }
        }
        return handoff.size() > 0;
    }
}
