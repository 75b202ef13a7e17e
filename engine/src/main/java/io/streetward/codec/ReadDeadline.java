package io.streetward.codec;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Ends FFmpeg's waits: FFmpeg asks in every one of them whether to go on.
 *
 * <p>JavaCPP has room for ten live callbacks of one type in a process and silently never calls an eleventh, so there is
 * one for all sources, which tells them apart by FFmpeg's opaque pointer. Hence the static table, of open sources only.
 */
final class ReadDeadline implements AutoCloseable {
    private static final Map<Long, ReadDeadline> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong IDS = new AtomicLong();
    private static final Dispatcher DISPATCHER = new Dispatcher();

    private final LongSupplier nanoTime;
    private final Interruption stop;
    private final long id = IDS.incrementAndGet();
    private volatile boolean interrupted;
    private volatile boolean ended;
    private volatile long endNanos;

    ReadDeadline(LongSupplier nanoTime, Interruption stop) {
        this.nanoTime = nanoTime;
        this.stop = stop;
        OPEN.put(id, this);
    }

    void install(AVFormatContext context) {
        context.interrupt_callback().callback(DISPATCHER).opaque(new IdPointer(id));
    }

    void start(Duration limit) {
        endNanos = nanoTime.getAsLong() + limit.toNanos();
    }

    void interrupt() {
        interrupted = true;
    }

    boolean passed() {
        return nanoTime.getAsLong() - endNanos > 0;
    }

    /** Whether FFmpeg has been told to end a wait; the connection is of no use after that. */
    boolean endedAWait() {
        return ended;
    }

    @Override
    public void close() {
        OPEN.remove(id);
    }

    private boolean endsWait() {
        boolean ends = interrupted || stop.requested() || passed();
        ended |= ends;
        return ends;
    }

    /** Not an address: a number in the shape FFmpeg hands back. */
    private static final class IdPointer extends Pointer {
        IdPointer(long id) {
            address = id;
        }
    }

    private static final class Dispatcher extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(@Nullable Pointer opaque) {
            ReadDeadline deadline = opaque == null ? null : OPEN.get(opaque.address());
            return deadline != null && deadline.endsWait() ? 1 : 0;
        }
    }
}
