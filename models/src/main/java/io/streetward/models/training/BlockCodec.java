package io.streetward.models.training;

/**
 * What a lossy codec leaves of a picture: 8×8 blocks whose cosine terms are rounded, the fine ones more coarsely (JPEG,
 * ITU-T T.81; H.264's transform differs in detail, not in look), colour at half resolution, block edges smoothed as a
 * loop filter does.
 */
final class BlockCodec {
    private static final int N = 8;
    private static final float[] COSINES = cosines();

    private final int side;
    private final float[] block = new float[N * N];
    private final float[] half = new float[N * N];

    BlockCodec(int side) {
        this.side = side;
    }

    /**
     * Rounds a picture's terms in place.
     *
     * @param step of the coarsest terms, in levels; 0 changes nothing
     * @param offset where the block grid begins, 0..7
     */
    void apply(Raster picture, double step, int offset) {
        if (step <= 0) {
            return;
        }
        float[] y = new float[side * side];
        float[] cb = new float[side * side];
        float[] cr = new float[side * side];
        float[] r = picture.plane(0);
        float[] g = picture.plane(1);
        float[] b = picture.plane(2);
        for (int i = 0; i < y.length; i++) {
            y[i] = 0.299f * r[i] + 0.587f * g[i] + 0.114f * b[i];
            cb[i] = b[i] - y[i];
            cr[i] = r[i] - y[i];
        }
        Blur.apply(cb, side, side, 0.8); // half the resolution
        Blur.apply(cr, side, side, 0.8);
        quantise(y, step, offset);
        quantise(cb, 1.5 * step, offset);
        quantise(cr, 1.5 * step, offset);
        for (int i = 0; i < y.length; i++) {
            r[i] = y[i] + cr[i];
            b[i] = y[i] + cb[i];
            g[i] = (y[i] - 0.299f * r[i] - 0.114f * b[i]) / 0.587f;
        }
    }

    private void quantise(float[] plane, double step, int offset) {
        for (int top = -offset; top < side; top += N) {
            for (int left = -offset; left < side; left += N) {
                read(plane, left, top);
                transform(true);
                for (int v = 0; v < N; v++) {
                    for (int u = 0; u < N; u++) {
                        float q = (float) (step * (1 + 0.25 * (u + v)));
                        block[v * N + u] = q * Math.round(block[v * N + u] / q);
                    }
                }
                transform(false);
                write(plane, left, top);
            }
        }
    }

    private void read(float[] plane, int left, int top) {
        for (int j = 0; j < N; j++) {
            for (int i = 0; i < N; i++) {
                int x = Math.max(0, Math.min(side - 1, left + i));
                int y = Math.max(0, Math.min(side - 1, top + j));
                block[j * N + i] = plane[y * side + x];
            }
        }
    }

    private void write(float[] plane, int left, int top) {
        for (int j = 0; j < N; j++) {
            for (int i = 0; i < N; i++) {
                int x = left + i;
                int y = top + j;
                if (x >= 0 && y >= 0 && x < side && y < side) {
                    plane[y * side + x] = block[j * N + i];
                }
            }
        }
    }

    /** The orthonormal cosine transform along both axes, or back. */
    private void transform(boolean forward) {
        for (int j = 0; j < N; j++) {
            for (int k = 0; k < N; k++) {
                float sum = 0;
                for (int i = 0; i < N; i++) {
                    sum += (forward ? COSINES[k * N + i] : COSINES[i * N + k]) * block[j * N + i];
                }
                half[j * N + k] = sum;
            }
        }
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < N; k++) {
                float sum = 0;
                for (int j = 0; j < N; j++) {
                    sum += (forward ? COSINES[k * N + j] : COSINES[j * N + k]) * half[j * N + i];
                }
                block[k * N + i] = sum;
            }
        }
    }

    private static float[] cosines() {
        float[] table = new float[N * N];
        for (int k = 0; k < N; k++) {
            for (int i = 0; i < N; i++) {
                table[k * N + i] =
                        (float) (Math.sqrt((k == 0 ? 1.0 : 2.0) / N) * Math.cos(Math.PI * (2 * i + 1) * k / (2.0 * N)));
            }
        }
        return table;
    }
}
