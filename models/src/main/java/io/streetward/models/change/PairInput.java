package io.streetward.models.change;

import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.detect.PatchPair;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A pair as one picture, the earlier patch above the later one; a pair has no picture of a camera behind it. */
record PairInput(FrameRef frame, Letterbox letterbox, ByteBuffer pixels) implements ModelInput {
    /** Rows of both patches. */
    static final int HEIGHT_PX = 2 * PatchPair.SIDE_PX;

    static final int WIDTH_PX = PatchPair.SIDE_PX;

    private static final StreamId STREAM = new StreamId("patches");

    static PairInput of(InputSpec spec, PatchPair pair) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(2 * PatchPair.SIZE_BYTES);
        pixels.put(pair.before().duplicate()).put(pair.after().duplicate()).flip();
        FrameRef frame = new FrameRef(STREAM, MediaTime.ZERO, Instant.EPOCH, WIDTH_PX, HEIGHT_PX, true);
        return new PairInput(frame, Letterbox.of(spec, WIDTH_PX, HEIGHT_PX), pixels);
    }

    @Override
    public void close() {
        // The garbage collector frees direct memory.
    }
}
