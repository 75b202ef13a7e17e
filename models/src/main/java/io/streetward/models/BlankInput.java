package io.streetward.models;

import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A black picture that fills a model's input. */
final class BlankInput implements ModelInput {
    private final FrameRef frame;
    private final Letterbox letterbox;
    private final ByteBuffer pixels;

    BlankInput(InputSpec spec) {
        frame = new FrameRef(
                new StreamId("blank"), MediaTime.ZERO, Instant.EPOCH, spec.widthPx(), spec.heightPx(), true);
        letterbox = Letterbox.of(spec, spec.widthPx(), spec.heightPx());
        pixels = ByteBuffer.allocateDirect(spec.sizeBytes());
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
        return pixels;
    }

    @Override
    public void close() {
        // The garbage collector frees direct memory.
    }
}
