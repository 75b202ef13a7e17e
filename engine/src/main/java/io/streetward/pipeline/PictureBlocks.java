package io.streetward.pipeline;

import io.streetward.detect.InputSpec;
import io.streetward.detect.ModelInput;
import java.nio.ByteBuffer;

/**
 * Mean brightness of a picture in blocks of 16 × 16 pixels of the model's input, to tell whether a picture is the same as
 * another but for noise. Green stands for brightness, and every second pixel of every second row for all.
 */
final class PictureBlocks {
    private static final int BLOCK_PX = 16;
    private static final int STEP_PX = 2;
    private static final int SAMPLES = (BLOCK_PX / STEP_PX) * (BLOCK_PX / STEP_PX);

    private final int[] sums;

    private PictureBlocks(int[] sums) {
        this.sums = sums;
    }

    /** Measures a picture; pixels beyond the last whole block are left out. */
    static PictureBlocks of(ModelInput input, InputSpec spec) {
        int columns = spec.widthPx() / BLOCK_PX;
        int rows = spec.heightPx() / BLOCK_PX;
        int[] sums = new int[columns * rows];
        ByteBuffer pixels = input.pixels();
        for (int y = 0; y < rows * BLOCK_PX; y += STEP_PX) {
            int row = y / BLOCK_PX * columns;
            int at = y * spec.widthPx() * 3 + 1;
            for (int x = 0; x < columns * BLOCK_PX; x += STEP_PX) {
                sums[row + x / BLOCK_PX] += pixels.get(at + x * 3) & 0xff;
            }
        }
        return new PictureBlocks(sums);
    }

    /** The largest difference of any block's mean, 0..255. */
    double largestDifference(PictureBlocks other) {
        int largest = 0;
        for (int i = 0; i < sums.length; i++) {
            largest = Math.max(largest, Math.abs(sums[i] - other.sums[i]));
        }
        return (double) largest / SAMPLES;
    }
}
