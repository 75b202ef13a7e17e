package io.streetward.scene;

import io.streetward.media.FrameRef;

/**
 * One picture as the scene model works on it: aligned with the usual look, in planes of one byte a pixel, row by row.
 * Buffers are reused from look to look.
 */
final class Look {
    final int widthPx;
    final int heightPx;
    /** Brightness, 0..255. */
    final byte[] luma;
    /** Colour differences of YCrCb, 128 is grey. */
    final byte[] red;

    final byte[] blue;
    /** Brightness minus the local median of brightness, plus 128. */
    final byte[] detail;
    /** True where the aligned picture has no pixels, or something followed is in front. */
    final boolean[] hidden;

    Look(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        int size = widthPx * heightPx;
        luma = new byte[size];
        red = new byte[size];
        blue = new byte[size];
        detail = new byte[size];
        hidden = new boolean[size];
    }

    int size() {
        return luma.length;
    }

    boolean fits(ScenePicture picture) {
        return picture.widthPx() == widthPx && picture.heightPx() == heightPx;
    }

    /** A level of one of the planes, 0..255. */
    static int at(byte[] plane, int i) {
        return plane[i] & 0xff;
    }

    /** A look's place in time. */
    record When(FrameRef frame, long atMs) {}
}
