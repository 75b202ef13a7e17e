package io.streetward.detect;

import io.streetward.media.FrameRef;
import java.nio.ByteBuffer;

/**
 * One picture ready for a detector: interleaved 8-bit pixels in direct memory, from a pool. A lease: close it once, and
 * do not touch {@link #pixels()} after.
 */
public interface ModelInput extends AutoCloseable {
    FrameRef frame();

    Letterbox letterbox();

    /** Direct, position 0, limit {@link InputSpec#sizeBytes()}; rows top to bottom, no padding between rows. */
    ByteBuffer pixels();

    @Override
    void close();
}
