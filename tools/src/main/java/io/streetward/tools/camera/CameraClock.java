package io.streetward.tools.camera;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The one clock that all streams of a camera follow, so that they stay in step: media time 0 is the moment it starts. */
final class CameraClock {
    private static final long NANOS_PER_TICK_TIMES_9 = 100_000; // 90 kHz: one tick is 100,000 / 9 ns

    private final CountDownLatch started = new CountDownLatch(1);
    private volatile long startNanos;

    /** Lets media time 0 be now; does nothing from the second call on. */
    synchronized void start() {
        if (started.getCount() > 0) {
            startNanos = System.nanoTime();
            started.countDown();
        }
    }

    void awaitStart() throws InterruptedException {
        started.await();
    }

    /** Returns the media time, in ticks of 90 kHz. */
    long ticks() {
        return (System.nanoTime() - startNanos) * 9 / NANOS_PER_TICK_TIMES_9;
    }

    void sleepUntilTicks(long ticks) throws InterruptedException {
        sleepUntilNanos(startNanos + ticks * NANOS_PER_TICK_TIMES_9 / 9);
    }

    void sleepUntilNanos(long dueNanos) throws InterruptedException {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
