package io.streetward.tools.listen;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Puts packets back where their timestamps say, however they arrive. What never arrives stays silence.
 *
 * <p>A source (SSRC) is one announcement; a new one begins where the last ended, without the pause between them. Bounded:
 * sound beyond {@link #MAX_SAMPLES} is counted and not kept.
 */
final class SoundAssembler {
    /** Half an hour at 8 kHz; 29 MB. */
    static final int MAX_SAMPLES = 30 * 60 * 8000;

    /** A timestamp this far from the last is a new beginning, not a gap. */
    private static final int MAX_JUMP_SAMPLES = 10 * 8000;

    private short[] samples = new short[10 * 8000];
    private int end;

    private boolean begun;
    private int source;
    private int base; // where this source's first timestamp goes
    private int firstTimestamp;
    private int firstSequence;
    private int newestOffset; // sequence numbers since the first, unwrapped
    private BitSet seen = new BitSet();

    private long lostBefore;
    private long packets;
    private long duplicates;
    private long tooLate;
    private long soundSamples;
    private int sources;

    void add(RtpDatagram packet) {
        if (!begun || packet.source() != source || jumped(packet)) {
            begin(packet);
        }
        // The signed difference to the newest packet unwraps the 16-bit sequence number.
        int offset = newestOffset + (short) (packet.sequence() - (firstSequence + newestOffset));
        int position = base + (packet.timestamp() - firstTimestamp);
        if (offset < 0 || position < base) {
            tooLate++; // it was sent before the first that arrived
            return;
        }
        if (seen.get(offset)) {
            duplicates++;
            return;
        }
        seen.set(offset);
        newestOffset = Math.max(newestOffset, offset);
        packets++;
        soundSamples += packet.payload().remaining();
        place(packet, position);
    }

    short[] samples() {
        return Arrays.copyOf(samples, end);
    }

    long packets() {
        return packets;
    }

    long duplicates() {
        return duplicates;
    }

    long tooLate() {
        return tooLate;
    }

    int sources() {
        return sources;
    }

    /** Samples in packets that did arrive. */
    long soundSamples() {
        return soundSamples;
    }

    /** Sequence numbers that never arrived, all sources together. */
    long lost() {
        return lostBefore + lostOfSource();
    }

    private long lostOfSource() {
        return begun ? newestOffset + 1L - seen.cardinality() : 0;
    }

    private boolean jumped(RtpDatagram packet) {
        int expected = firstTimestamp + (end - base);
        return Math.abs((long) (packet.timestamp() - expected)) > MAX_JUMP_SAMPLES;
    }

    private void begin(RtpDatagram first) {
        lostBefore += lostOfSource();
        begun = true;
        sources++;
        source = first.source();
        base = end;
        firstTimestamp = first.timestamp();
        firstSequence = first.sequence();
        newestOffset = 0;
        seen = new BitSet();
    }

    private void place(RtpDatagram packet, int position) {
        ByteBuffer payload = packet.payload();
        int last = Math.min(position + payload.remaining(), MAX_SAMPLES);
        if (last > samples.length) {
            samples = Arrays.copyOf(samples, Math.min(MAX_SAMPLES, Math.max(last, samples.length * 2)));
        }
        for (int i = position; i < last; i++) {
            samples[i] = packet.codec().decode(payload.get(payload.position() + i - position));
        }
        end = Math.max(end, last);
    }
}
