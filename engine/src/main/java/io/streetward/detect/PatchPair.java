package io.streetward.detect;

import java.nio.ByteBuffer;

/**
 * The same piece of ground at two times, as a change classifier looks at it.
 *
 * @param before as it was: {@value #SIDE_PX} × {@value #SIDE_PX} pixels, interleaved 8-bit R G B, rows top to bottom
 * @param after as it is now, of the same shape
 */
public record PatchPair(ByteBuffer before, ByteBuffer after) {
    /** 64 pixels: a piece of debris with as much road around it again on every side, at a twentieth of a detector's cost. */
    public static final int SIDE_PX = 64;

    /** Bytes of one patch. */
    public static final int SIZE_BYTES = SIDE_PX * SIDE_PX * 3;

    public PatchPair {
        require("before", before);
        require("after", after);
    }

    private static void require(String name, ByteBuffer patch) {
        if (patch.remaining() != SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "patch pair: expected " + SIZE_BYTES + " bytes of " + name + ", got " + patch.remaining());
        }
    }
}
