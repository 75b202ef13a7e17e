package io.streetward.sinks;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread {@code sink-ID}: takes turns for as long as the engine runs, woken by what happens and by time. */
final class SinkThread {
    private static final Logger LOG = LoggerFactory.getLogger(SinkThread.class);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

    private final SinkDrain drain;
    private final Thread thread;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean stopping;

    SinkThread(SinkDrain drain) {
        this.drain = drain;
        this.thread = new Thread(this::run, "sink-" + drain.id());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    SinkStatus status() {
        return drain.status();
    }

    void requestStop() {
        stopping = true;
        thread.interrupt();
    }

    /** Waits for the thread to end, until {@link System#nanoTime} is {@code deadline}. */
    void await(long deadline) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("sink {} does not stop; what it was being told is told again", drain.id());
        }
    }

    private void run() {
        while (!stopping) {
            try {
                Duration wait = takeTurn();
                if (!wait.isZero() && wakes.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                break; // stopping: nobody else interrupts this thread
            }
        }
        drain.close();
    }

    private Duration takeTurn() throws InterruptedException {
        try {
            return drain.turn();
        } catch (RuntimeException e) {
            LOG.error("sink {}: a fault, trying on in {} s", drain.id(), AFTER_A_FAULT.toSeconds(), e);
            return AFTER_A_FAULT;
        }
    }
}
