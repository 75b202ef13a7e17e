package io.streetward.ingest;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
 * new and sees what it missed. Adding costs the same however much is held; a reader holds the lock for as long as it takes
 * to copy the references it asked for.
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

    /** A keyframe and what depends on it. */
    private static final class Gop {
        final long firstSequence;
        final List<EncodedPacket> packets = new ArrayList<>();
        long bytes;

        Gop(long firstSequence) {
            this.firstSequence = firstSequence;
        }

        MediaTime start() {
            return packets.get(0).pts();
        }

        void add(EncodedPacket packet) {
            packets.add(packet);
            bytes += packet.sizeBytes();
        }
    }

    private final Duration depth;
    private final long maxBytes;
    private final ArrayDeque<Gop> gops = new ArrayDeque<>();
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
        if (gops.isEmpty() && !packet.keyframe()) {
            return; // nothing to decode it from
        }
        truncating &= !packet.keyframe();
        // Once cut, a GOP stays cut: a smaller packet that fits again would follow a hole and decode to a smear.
        if (truncating || !makeRoom(packet)) {
            truncating = true;
            truncatedPackets++;
            return;
        }
        if (packet.keyframe()) {
            gops.addLast(new Gop(added));
        }
        gops.getLast().add(packet);
        added++;
        bytes += packet.sizeBytes();
        giveUpBeyondDepth(packet.pts().minus(depth));
    }

    /** A break in the stream: what is held is given up, and the next keyframe begins anew. */
    public synchronized void clear() {
        gops.clear();
        bytes = 0;
    }

    /**
     * The packets to decode or remux so that {@code from} is covered: starts at the last keyframe at or before
     * {@code from} (or the oldest held), ends with the newest packet. Empty when nothing is held.
     */
    public synchronized List<EncodedPacket> since(MediaTime from) {
        return sliceSince(from).packets();
    }

    /** As {@link #since}, with the place in the ring. */
    public synchronized Slice sliceSince(MediaTime from) {
        return gops.isEmpty() ? new Slice(List.of(), added) : sliceFrom(gopAt(from).firstSequence);
    }

    /**
     * What is held from {@code sequence} on. A higher {@link Slice#firstSequence()} than asked for means that packets were
     * given up or cleared before this call; the slice then starts with a keyframe.
     */
    public synchronized Slice sliceFrom(long sequence) {
        if (gops.isEmpty() || sequence >= added) {
            return new Slice(List.of(), added);
        }
        long first = Math.max(sequence, gops.getFirst().firstSequence);
        List<EncodedPacket> found = new ArrayList<>((int) (added - first));
        for (Gop gop : gops) {
            int size = gop.packets.size();
            if (gop.firstSequence + size > first) {
                found.addAll(gop.packets.subList((int) Math.max(0, first - gop.firstSequence), size));
            }
        }
        return new Slice(found, first);
    }

    /** The whole GOP that holds {@code at}, in decode order; the oldest GOP when {@code at} lies before the ring. */
    public synchronized List<EncodedPacket> gopOf(MediaTime at) {
        return gops.isEmpty() ? List.of() : List.copyOf(gopAt(at).packets);
    }

    public synchronized int size() {
        return gops.stream().mapToInt(gop -> gop.packets.size()).sum();
    }

    public synchronized long sizeBytes() {
        return bytes;
    }

    public synchronized Duration held() {
        if (gops.isEmpty()) {
            return Duration.ZERO;
        }
        List<EncodedPacket> newest = gops.getLast().packets;
        return newest.get(newest.size() - 1).pts().since(gops.getFirst().start());
    }

    public synchronized long truncatedPackets() {
        return truncatedPackets;
    }

    /** The last GOP that begins at or before {@code at}, or the oldest. */
    private Gop gopAt(MediaTime at) {
        for (Iterator<Gop> newestFirst = gops.descendingIterator(); newestFirst.hasNext(); ) {
            Gop gop = newestFirst.next();
            if (!gop.start().isAfter(at)) {
                return gop;
            }
        }
        return gops.getFirst();
    }

    /** False when the only GOP held is the one that {@code packet} belongs to. */
    private boolean makeRoom(EncodedPacket packet) {
        int needed = packet.keyframe() ? 0 : 1;
        while (bytes + packet.sizeBytes() > maxBytes && gops.size() > needed) {
            bytes -= gops.removeFirst().bytes;
        }
        return bytes + packet.sizeBytes() <= maxBytes || gops.isEmpty();
    }

    private void giveUpBeyondDepth(MediaTime horizon) {
        while (gops.size() > 1) {
            Gop oldest = gops.removeFirst();
            if (gops.getFirst().start().isAfter(horizon)) {
                gops.addFirst(oldest);
                return;
            }
            bytes -= oldest.bytes;
        }
    }
}
