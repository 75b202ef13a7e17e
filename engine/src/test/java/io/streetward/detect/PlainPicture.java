package io.streetward.detect;

import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.PixelBox;
import io.streetward.media.StreamId;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A picture of which only the size matters. */
record PlainPicture(int widthPx, int heightPx) implements PictureSource {
    @Override
    public FrameRef frame() {
        return new FrameRef(new StreamId("plain"), MediaTime.ZERO, Instant.EPOCH, widthPx, heightPx, true);
    }

    @Override
    public void read(PixelBox region, InputSpec spec, Letterbox placement, ByteBuffer target) {}
}
