package io.streetward.models.training;

/** Gaussian blur, edges repeated. */
final class Blur {
    private static final double NOTHING = 0.2;

    private Blur() {}

    /** Blurs one plane in place; a sigma under a fifth of a pixel does nothing. */
    static void apply(float[] plane, int width, int height, double sigma) {
        if (sigma < NOTHING) {
            return;
        }
        int radius = Math.max(1, (int) Math.ceil(2.5 * sigma));
        float[] kernel = kernel(sigma, radius);
        float[] line = new float[Math.max(width, height)];
        for (int y = 0; y < height; y++) {
            System.arraycopy(plane, y * width, line, 0, width);
            for (int x = 0; x < width; x++) {
                plane[y * width + x] = sum(line, width, x, kernel, radius);
            }
        }
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                line[y] = plane[y * width + x];
            }
            for (int y = 0; y < height; y++) {
                plane[y * width + x] = sum(line, height, y, kernel, radius);
            }
        }
    }

    private static float sum(float[] line, int length, int at, float[] kernel, int radius) {
        float sum = 0;
        for (int k = -radius; k <= radius; k++) {
            int i = at + k;
            sum += kernel[k + radius] * line[i < 0 ? 0 : i >= length ? length - 1 : i];
        }
        return sum;
    }

    private static float[] kernel(double sigma, int radius) {
        float[] kernel = new float[2 * radius + 1];
        float sum = 0;
        for (int k = -radius; k <= radius; k++) {
            kernel[k + radius] = (float) Math.exp(-k * k / (2 * sigma * sigma));
            sum += kernel[k + radius];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }
}
