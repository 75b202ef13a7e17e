package io.streetward.evidence;

import io.streetward.ingest.PacketRing;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One clip in the making: follows the ring from its window's first keyframe until the window is over, and knows which
 * numbers of the spool are its own.
 */
final class Take {
    private final long maxBytes;
    private ClipWindow window;
    private boolean begun;
    private boolean closed;
    private @Nullable String cutShort;
    private long firstSequence;
    private long nextSequence;
    private long bytes;
    private @Nullable MediaTime lastDts;

    Take(ClipWindow window, long maxBytes) {
        this.window = window;
        this.maxBytes = maxBytes;
    }

    ClipWindow window() {
        return window;
    }

    /** Narrows or keeps the window of a take still open; what is recorded beyond the new end is not shown. */
    void aimAt(ClipWindow other) {
        window = other;
        MediaTime last = lastDts;
        if (last != null && last.isAfter(other.until())) {
            closed = true;
        }
    }

    boolean closed() {
        return closed;
    }

    /** Why it ends before its window does; null when it does not. */
    @Nullable
    String cutShort() {
        return cutShort;
    }

    /** Ends it; nothing more is recorded. */
    void close() {
        closed = true;
    }

    /** Ends it before its time. */
    void close(String reason) {
        if (!closed) {
            closed = true;
            cutShort = reason;
        }
    }

    /**
     * Moves what is new in the ring to the spool.
     *
     * @return access units that the ring had given up before they could be read
     */
    long follow(PacketRing ring, PacketSpool spool) throws IOException {
        if (closed) {
            return 0;
        }
        PacketRing.Slice slice = begun ? ring.sliceFrom(nextSequence) : ring.sliceSince(window.from());
        if (slice.packets().isEmpty()) {
            return 0;
        }
        long missed = begun ? Math.max(0, slice.firstSequence() - nextSequence) : 0;
        if (!begun) {
            begun = true;
            firstSequence = slice.firstSequence();
        }
        nextSequence = slice.firstSequence();
        for (EncodedPacket packet : slice.packets()) {
            if (packet.dts().isAfter(window.until())) {
                closed = true;
                break;
            }
            if (bytes + packet.sizeBytes() > maxBytes) {
                close("it reached the bound of " + (maxBytes >> 20) + " MiB a clip");
                break;
            }
            spool.put(nextSequence, packet);
            nextSequence++;
            bytes += packet.sizeBytes();
            lastDts = packet.dts();
        }
        return missed;
    }

    boolean needs(SpoolSegment segment) {
        return begun && segment.nextSequence() > firstSequence && segment.firstSequence() < nextSequence;
    }

    /** Its access units, up to the end of its window. */
    ClipSource source(PacketSpool spool) {
        return sink -> spool.read(
                firstSequence,
                nextSequence,
                (sequence, packet) -> !packet.dts().isAfter(window.until()) && sink.accept(sequence, packet));
    }
}
