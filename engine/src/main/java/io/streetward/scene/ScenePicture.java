package io.streetward.scene;

import io.streetward.media.FrameRef;
import java.nio.ByteBuffer;

/**
 * A camera's whole picture, scaled for the scene model: a lease, to be closed once.
 *
 * <p>Interleaved 8-bit B G R in direct memory, rows top to bottom without padding, at most {@value #MAX_WIDTH_PX} pixels
 * wide and of the picture's own shape.
 */
public interface ScenePicture extends AutoCloseable {
    /**
     * A piece of debris 0.3 m across, 30 m from a camera with an ordinary lens, is some 5 pixels wide here, which is about
     * as small as a lasting change can be told from noise; four times the pixels cost four times the time.
     */
    int MAX_WIDTH_PX = 640;

    FrameRef frame();

    int widthPx();

    int heightPx();

    /** Position 0, limit {@code widthPx × heightPx × 3}. */
    ByteBuffer pixels();

    @Override
    void close();
}
