package io.streetward.codec;

import java.util.concurrent.atomic.AtomicLong;

/** Counts pictures in native memory that someone still holds; a gauge in production, a leak check in tests. */
public final class NativeLeases {
    private final AtomicLong open = new AtomicLong();

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    public long open() {
        return open.get();
    }
}
