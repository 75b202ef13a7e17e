package io.streetward.models.importer;

import io.streetward.models.onnx.PictureSize;
import java.nio.ByteBuffer;

/** A picture with gradients, edges and grain, the same each time, to compare two engines on where none is given. */
final class TestCard {
    private static final int BLOCK_PX = 48;
    private static final int GRAIN = 24;

    private TestCard() {}

    /** Height × width × 3 bytes. */
    static ByteBuffer pixels(PictureSize size) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(size.widthPx() * size.heightPx() * 3);
        int state = 1;
        for (int y = 0; y < size.heightPx(); y++) {
            for (int x = 0; x < size.widthPx(); x++) {
                for (int c = 0; c < 3; c++) {
                    state = state * 1_664_525 + 1_013_904_223; // Numerical Recipes' generator
                    int block = (x / BLOCK_PX + y / BLOCK_PX + c) % 3 * 60;
                    int slope = c == 1 ? x * 70 / size.widthPx() : y * 70 / size.heightPx();
                    pixels.put((byte) (20 + block + slope + (state >>> 16) % GRAIN));
                }
            }
        }
        return pixels.flip();
    }
}
