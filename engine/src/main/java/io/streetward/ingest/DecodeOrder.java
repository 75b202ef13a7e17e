package io.streetward.ingest;

import java.util.PriorityQueue;

/**
 * Decode times for sources that state only when a picture is shown (RTP). Pictures shown out of the order in which they
 * come (B-frames) tell how many are held back; from then on each is decoded at the earliest time still outstanding.
 */
final class DecodeOrder {
    /** H.264 and H.265 hold at most 16 pictures back. */
    private static final int MOST_HELD = 16;

    private final PriorityQueue<Long> outstanding = new PriorityQueue<>();
    private int held;
    private long last = Long.MIN_VALUE;

    /** A decode time not after {@code ptsMicros}, and not before the former one but where that cannot be helped. */
    long dtsOf(long ptsMicros) {
        if (ptsMicros < last && held < MOST_HELD) {
            held++;
        }
        outstanding.add(ptsMicros);
        long earliest = outstanding.element();
        if (outstanding.size() > held) {
            outstanding.remove();
        }
        last = earliest;
        return earliest;
    }

    /** Times begin anew; how many pictures are held back does not change with that. */
    void restart() {
        outstanding.clear();
        last = Long.MIN_VALUE;
    }
}
