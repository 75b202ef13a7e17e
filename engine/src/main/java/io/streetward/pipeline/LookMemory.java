package io.streetward.pipeline;

import io.streetward.detect.Detections;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last look at a camera, so that a picture that shows the same, block for block, need not be looked at again:
 * an empty street at night costs no inference, and a parked car is still parked. Thread-safe: pictures come on the decode
 * lane, answers on inference threads.
 */
final class LookMemory {
    /**
     * Grey levels. A block of a still scene moves by less than 1 with sensor and codec noise (64 samples at a deviation of 3
     * levels give 0.4); a person 5 pixels wide and 10 high at 30 levels of contrast moves one by 6.
     */
    private static final double NOISE = 3;

    /** Even an unchanged picture is looked at this often, as what is at the edge of being seen may be seen now. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Cameras that were switched on together would otherwise all be looked at in the same second. */
    private static final Duration SPREAD = Duration.ofSeconds(4);

    private final Duration longest;

    private @Nullable MediaTime submitted;
    private @Nullable PictureBlocks blocks;
    private @Nullable Detections answer;

    /** Remembers nothing yet. */
    LookMemory(StreamId stream) {
        int step = Math.floorMod(stream.value().hashCode(), 1_000);
        longest = LONGEST.minus(SPREAD.multipliedBy(step).dividedBy(1_000));
    }

    /** What is in the picture, when it shows what the last one looked at did; null when it must be looked at. */
    synchronized @Nullable Detections recall(FrameRef frame, PictureBlocks picture) {
        Detections last = answer;
        PictureBlocks before = blocks;
        if (last == null || before == null || !last.frame().pts().equals(submitted)) {
            return null; // never looked, or the answer is still on its way
        }
        Duration age = frame.pts().since(last.frame().pts());
        boolean sameSize = frame.widthPx() == last.frame().widthPx()
                && frame.heightPx() == last.frame().heightPx();
        boolean holds = !age.isNegative()
                && age.compareTo(longest) < 0
                && sameSize
                && picture.largestDifference(before) <= NOISE;
        return holds ? new Detections(frame, last.items()) : null;
    }

    /** A picture goes to the detector. */
    synchronized void submitted(FrameRef frame) {
        submitted = frame.pts();
    }

    /** The detector's answer on a picture. */
    synchronized void answered(Detections detections, PictureBlocks picture) {
        answer = detections;
        blocks = picture;
    }
}
