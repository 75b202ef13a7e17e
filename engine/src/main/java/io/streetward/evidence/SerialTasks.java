package io.streetward.evidence;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in order, on threads of an executor shared with others. Holds at most a number of
 * waiting tasks; a newer one is refused and counted.
 */
final class SerialTasks {
    private static final Logger log = LoggerFactory.getLogger(SerialTasks.class);

    private final Executor executor;
    private final int capacity;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private long dropped;

    SerialTasks(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
    }

    /** Whether the task will run. */
    boolean submit(Runnable task) {
        synchronized (waiting) {
            if (waiting.size() >= capacity) {
                dropped++;
                return false;
            }
            waiting.addLast(task);
            if (running) {
                return true;
            }
            running = true;
        }
        return handOver();
    }

    long dropped() {
        synchronized (waiting) {
            return dropped;
        }
    }

    private boolean handOver() {
        try {
            executor.execute(this::runNext);
            return true;
        } catch (RejectedExecutionException e) {
            synchronized (waiting) {
                dropped += waiting.size();
                waiting.clear();
                running = false;
            }
            log.warn("the evidence executor is shut down; close the recorders before it");
            return false;
        }
    }

    /** One task a turn, so that cameras sharing a thread take turns. */
    private void runNext() {
        Runnable task = next();
        if (task != null) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("an evidence task failed", e);
            }
            synchronized (waiting) {
                running = !waiting.isEmpty();
                if (!running) {
                    return;
                }
            }
            handOver();
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            return waiting.pollFirst();
        }
    }
}
