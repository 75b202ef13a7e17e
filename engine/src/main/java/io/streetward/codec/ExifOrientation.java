package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** How the camera was held (EXIF 2.3, tag 0x0112), as what to do with the stored picture; in the order of the tag's values. */
enum ExifOrientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    TURNED_180(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    TURN_RIGHT(true, false, true),
    TRANSVERSED(true, true, true),
    TURN_LEFT(true, true, false);

    private final boolean swapsSides;
    private final boolean reversesX;
    private final boolean reversesY;

    /** Where an upright pixel is stored: sides swapped first, then columns and rows counted from the far end. */
    ExifOrientation(boolean swapsSides, boolean reversesX, boolean reversesY) {
        this.swapsSides = swapsSides;
        this.reversesX = reversesX;
        this.reversesY = reversesY;
    }

    /** What the decoder found in the file; upright when it says nothing or nonsense. */
    static ExifOrientation of(AVFrame decoded) {
        AVDictionaryEntry entry = av_dict_get(decoded.metadata(), "Orientation", null, 0);
        String text = entry == null ? "" : entry.value().getString().strip();
        return text.matches("[1-8]") ? values()[Integer.parseInt(text) - 1] : UPRIGHT;
    }

    /** Whether the upright picture is as wide as the stored one is high. */
    boolean swapsSides() {
        return swapsSides;
    }

    /** The stored column of the upright pixel ({@code x}, {@code y}). */
    int sourceX(int x, int y, int storedWidthPx) {
        int along = swapsSides ? y : x;
        return reversesX ? storedWidthPx - 1 - along : along;
    }

    /** The stored row of the upright pixel ({@code x}, {@code y}). */
    int sourceY(int x, int y, int storedHeightPx) {
        int along = swapsSides ? x : y;
        return reversesY ? storedHeightPx - 1 - along : along;
    }
}
