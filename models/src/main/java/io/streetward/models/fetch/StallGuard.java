package io.streetward.models.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a body under its reader when nothing came for a while: Java's client has no timeout of its own there. */
final class StallGuard implements AutoCloseable {
    private final InputStream body;
    private final long limitNanos;
    private final ScheduledExecutorService timer;
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration limit) {
        this.body = body;
        this.limitNanos = limit.toNanos();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fetch-stall");
            thread.setDaemon(true);
            return thread;
        });
        long everyNanos = Math.max(1, limitNanos / 4);
        var unused = timer.scheduleWithFixedDelay(this::look, everyNanos, everyNanos, TimeUnit.NANOSECONDS);
    }

    /** Something came. */
    void alive() {
        lastNanos = System.nanoTime();
    }

    boolean stalled() {
        return stalled;
    }

    private void look() {
        if (System.nanoTime() - lastNanos > limitNanos) {
            stalled = true;
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // ends the timer; the reader meets it too
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
