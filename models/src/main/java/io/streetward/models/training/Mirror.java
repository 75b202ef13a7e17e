package io.streetward.models.training;

import io.streetward.detect.PatchPair;
import java.nio.ByteBuffer;

/** Left and right exchanged: streets have no handedness, so a pair may be used twice. */
final class Mirror {
    private static final int SIDE = PatchPair.SIDE_PX;

    private Mirror() {}

    static PatchPair of(PatchPair pair) {
        return new PatchPair(of(pair.before()), of(pair.after()));
    }

    private static ByteBuffer of(ByteBuffer patch) {
        ByteBuffer out = ByteBuffer.allocate(PatchPair.SIZE_BYTES);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                out.put((y * SIDE + x) * 3, patch, (y * SIDE + SIDE - 1 - x) * 3, 3);
            }
        }
        return out;
    }
}
