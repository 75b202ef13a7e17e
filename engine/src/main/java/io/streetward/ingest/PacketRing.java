package io.streetward.ingest;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last seconds of a camera, as access units, for evidence and for decoding backwards.
 *
 * <p>Bounded twice: by time and by bytes. It begins with a keyframe and gives up whole groups of pictures (GOPs) from the
 * old end, so everything in it can be decoded. One writer (the camera's reader thread), any number of readers; a reader
 * gets a list of shared packets, never a copy of their bytes.
 *
 * <p>Overflow policy: oldest GOP goes first. A single GOP larger than the byte bound is kept, cut at its tail: the ring
 * then holds that GOP's first packets and {@link #truncatedPackets()} counts the rest.
 *
 * <p>Every packet held has a sequence number, 0, 1, 2 … in the order of adding, so that a reader can come back for what is
 * new and sees what it missed.
 */
public final class PacketRing {
    /**
     * Consecutive packets of the ring, in decode order.
     *
     * @param firstSequence sequence number of the first packet, or of the next one to come when there is none
     */
    public record Slice(List<EncodedPacket> packets, long firstSequence) {
        /** Where to go on reading. */
        public long nextSequence() {
            return firstSequence + packets.size();
        }
    }

    private final Duration depth;
    private final long maxBytes;
    private final ArrayDeque<EncodedPacket> packets = new ArrayDeque<>();
    private long bytes;
    private long added;
    private long truncatedPackets;
    private boolean truncating;

    /**
     * An empty ring.
     *
     * @param depth media time to hold at least, when the byte bound allows
     * @param maxBytes payload bytes to hold at most
     */
    public PacketRing(Duration depth, long maxBytes) {
        this.depth = depth;
        this.maxBytes = maxBytes;
    }

    public synchronized void add(EncodedPacket packet) {
        if (packets.isEmpty() && !packet.keyframe()) {
            return; // nothing to decode it from
        }
        truncating &= !packet.keyframe();
        // Once cut, a GOP stays cut: a smaller packet that fits again would follow a hole and decode to a smear.
        if (truncating || (bytes + packet.sizeBytes() > maxBytes && !evictOldestGop(packet))) {
            truncating = true;
            truncatedPackets++;
            return;
        }
        packets.addLast(packet);
        added++;
        bytes += packet.sizeBytes();
        evictBeyondDepth();
    }

    /** A break in the stream (reconnect, format change): what is held stays readable, and the next keyframe follows it. */
    public synchronized void clear() {
        packets.clear();
        bytes = 0;
    }

    /**
     * The packets to decode or remux so that {@code from} is covered: starts at the last keyframe at or before
     * {@code from} (or the oldest held), ends with the newest packet. Empty when nothing is held.
     */
    public synchronized List<EncodedPacket> since(MediaTime from) {
        ArrayList<EncodedPacket> tail = new ArrayList<>();
        for (Iterator<EncodedPacket> it = packets.descendingIterator(); it.hasNext(); ) {
            EncodedPacket packet = it.next();
            tail.add(packet);
            if (packet.keyframe() && !packet.pts().isAfter(from)) {
                break;
            }
        }
        Collections.reverse(tail);
        return tail;
    }

    /** As {@link #since}, with the place in the ring. */
    public synchronized Slice sliceSince(MediaTime from) {
        List<EncodedPacket> tail = since(from);
        return new Slice(tail, added - tail.size());
    }

    /**
     * What is held from {@code sequence} on. A higher {@link Slice#firstSequence()} than asked for means that packets were
     * given up or cleared before this call; the slice then starts with a keyframe.
     */
    public synchronized Slice sliceFrom(long sequence) {
        int skip = (int) Math.max(0, sequence - (added - packets.size()));
        List<EncodedPacket> tail = new ArrayList<>(Math.max(0, packets.size() - skip));
        for (Iterator<EncodedPacket> it = packets.descendingIterator();
                it.hasNext() && tail.size() + skip < packets.size(); ) {
            tail.add(it.next());
        }
        Collections.reverse(tail);
        return new Slice(tail, added - tail.size());
    }

    /** The whole GOP that holds {@code at}, in decode order; the oldest GOP when {@code at} lies before the ring. */
    public synchronized List<EncodedPacket> gopOf(MediaTime at) {
        List<EncodedPacket> tail = since(at);
        int end = Math.min(1, tail.size());
        while (end < tail.size() && !tail.get(end).keyframe()) {
            end++;
        }
        return List.copyOf(tail.subList(0, end));
    }

    public synchronized int size() {
        return packets.size();
    }

    public synchronized long sizeBytes() {
        return bytes;
    }

    public synchronized Duration held() {
        return packets.isEmpty()
                ? Duration.ZERO
                : packets.getLast().pts().since(packets.getFirst().pts());
    }

    public synchronized long truncatedPackets() {
        return truncatedPackets;
    }

    /** Makes room for {@code packet}; false when the only GOP held is the one it belongs to. */
    private boolean evictOldestGop(EncodedPacket packet) {
        while (bytes + packet.sizeBytes() > maxBytes && !packets.isEmpty()) {
            if (!packet.keyframe() && secondKeyframe() == null) {
                return false;
            }
            removeFirstGop();
        }
        return true;
    }

    private void evictBeyondDepth() {
        MediaTime horizon = packets.getLast().pts().minus(depth);
        for (EncodedPacket next = secondKeyframe();
                next != null && !next.pts().isAfter(horizon);
                next = secondKeyframe()) {
            removeFirstGop();
        }
    }

    private @Nullable EncodedPacket secondKeyframe() {
        boolean first = true;
        for (EncodedPacket packet : packets) {
            if (!first && packet.keyframe()) {
                return packet;
            }
            first = false;
        }
        return null;
    }

    private void removeFirstGop() {
        do {
            bytes -= packets.removeFirst().sizeBytes();
        } while (!packets.isEmpty() && !packets.getFirst().keyframe());
    }
}
