package io.streetward.codec;

import io.streetward.media.MediaTime;
import java.nio.ByteBuffer;

/**
 * One picture of a camera as a JPEG.
 *
 * @param jpeg baseline JPEG, 4:2:0, BT.601 full range as JFIF has it; read-only
 * @param widthPx full width of the decoded picture
 * @param heightPx full height of the decoded picture
 * @param pts of the picture shown
 * @param exact whether {@code pts} is the one asked for; otherwise this is the nearest earlier picture, or the first one
 *     when there is none earlier
 * @param damaged whether data was missing and the decoder had to guess at a part of the picture
 */
public record Still(ByteBuffer jpeg, int widthPx, int heightPx, MediaTime pts, boolean exact, boolean damaged) {
    public Still {
        jpeg = jpeg.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer jpeg() {
        return jpeg.duplicate();
    }
}
