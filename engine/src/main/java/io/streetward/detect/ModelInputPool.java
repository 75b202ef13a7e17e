package io.streetward.detect;

import io.streetward.media.FrameRef;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers for model inputs, made once and lent again and again.
 *
 * <p>Bounded: when all are lent, {@link #lend} gives nothing and the picture is dropped by the caller, who counts it.
 */
public final class ModelInputPool {
    private final InputSpec spec;
    private final ArrayDeque<Slot> free = new ArrayDeque<>();
    private final int capacity;
    private final byte[] padRow;
    private int made;

    private static final class Slot {
        final ByteBuffer pixels;

        @Nullable
        Letterbox paddedFor;

        Slot(int sizeBytes) {
            this.pixels = ByteBuffer.allocateDirect(sizeBytes);
        }
    }

    /**
     * An empty pool; buffers are made on first use.
     *
     * @param capacity buffers at most; each is {@link InputSpec#sizeBytes()}
     */
    public ModelInputPool(InputSpec spec, int capacity) {
        this.spec = spec;
        this.capacity = capacity;
        this.padRow = new byte[spec.widthPx() * 3];
        Arrays.fill(padRow, (byte) spec.padValue());
    }

    public InputSpec spec() {
        return spec;
    }

    /** A buffer whose bars are already filled, for a picture of that size; null when all are lent. */
    public @Nullable ModelInput lend(FrameRef frame) {
        return lend(frame, frame.widthPx(), frame.heightPx());
    }

    /**
     * A buffer for a part of a picture.
     *
     * @param widthPx the part's width in the picture
     * @param heightPx the part's height in the picture
     * @return with its bars already filled; null when all are lent
     */
    public @Nullable ModelInput lend(FrameRef frame, int widthPx, int heightPx) {
        Slot slot = take();
        if (slot == null) {
            return null;
        }
        Letterbox letterbox = Letterbox.of(spec, widthPx, heightPx);
        if (!letterbox.equals(slot.paddedFor)) {
            slot.pixels.clear();
            while (slot.pixels.hasRemaining()) {
                slot.pixels.put(padRow);
            }
            slot.paddedFor = letterbox;
        }
        slot.pixels.clear();
        return new Lease(slot, frame, letterbox);
    }

    /** Buffers now lent. */
    public synchronized int lent() {
        return made - free.size();
    }

    private synchronized @Nullable Slot take() {
        Slot slot = free.pollFirst();
        if (slot == null && made < capacity) {
            made++;
            slot = new Slot(spec.sizeBytes());
        }
        return slot;
    }

    private synchronized void giveBack(Slot slot) {
        free.addFirst(slot);
    }

    private final class Lease implements ModelInput {
        private final Slot slot;
        private final FrameRef frame;
        private final Letterbox letterbox;
        private final AtomicBoolean closed = new AtomicBoolean();

        Lease(Slot slot, FrameRef frame, Letterbox letterbox) {
            this.slot = slot;
            this.frame = frame;
            this.letterbox = letterbox;
        }

        @Override
        public FrameRef frame() {
            return frame;
        }

        @Override
        public Letterbox letterbox() {
            return letterbox;
        }

        @Override
        public ByteBuffer pixels() {
            if (closed.get()) {
                throw new IllegalStateException("the lease on the input for " + frame + " is closed");
            }
            return slot.pixels.duplicate();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                giveBack(slot);
            }
        }
    }
}
