package io.streetward.ingest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The passing of time, as a supervisor knows it; a test can let an hour pass at once. */
interface Waits {
    Waits REAL = new Waits() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration wait, CountDownLatch stop) throws InterruptedException {
            var unused = stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    };

    long nanoTime();

    /** Waits, or less when {@code stop} comes to zero. */
    void pause(Duration wait, CountDownLatch stop) throws InterruptedException;
}
