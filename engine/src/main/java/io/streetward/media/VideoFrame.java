package io.streetward.media;

import java.time.Instant;

/**
 * A decoded picture in native memory: a lease. Whoever holds one closes it, once; {@link #retain()} gives a second lease
 * on the same picture. The pixels are reachable only through {@code codec} (scaler, still encoder).
 */
public interface VideoFrame extends AutoCloseable {
    StreamId stream();

    MediaTime pts();

    /** UTC wall clock when the packet that completed this picture arrived. */
    Instant receivedAt();

    int widthPx();

    int heightPx();

    /** True when the picture came from a keyframe and depends on no other. */
    boolean keyframe();

    VideoFrame retain();

    @Override
    void close();
}
