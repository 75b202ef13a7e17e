package io.streetward.scene;

import io.streetward.media.FrameRef;

/** The pictures of the last looks, by number; at most {@value #CAPACITY}, an hour at one a second, the oldest go first. */
final class LookHistory {
    private static final int CAPACITY = 3_600;

    private final FrameRef[] byNumber = new FrameRef[CAPACITY];
    private int next;

    /** Takes a look in and returns its number. */
    int add(FrameRef frame) {
        byNumber[next % CAPACITY] = frame;
        return next++;
    }

    /** The picture of a look; of one that is no longer held, the oldest that is. */
    FrameRef at(int number) {
        int oldest = Math.max(0, next - CAPACITY);
        return byNumber[Math.max(oldest, Math.min(next - 1, number)) % CAPACITY];
    }
}
