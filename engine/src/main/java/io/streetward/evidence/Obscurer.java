package io.streetward.evidence;

import io.streetward.media.PixelBox;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/**
 * Makes a part of a picture unrecognisable for good: keeps the mean colour of a few blocks, in few steps, and draws a smooth
 * transition between them. What is drawn is a function of those few numbers alone, so nothing can bring back more than
 * them; a Gaussian, or a mosaic as fine as letters, can be undone by trying what it was made from (Hill, Zhou, Saul and
 * Shacham, "On the (In)effectiveness of Mosaicing and Blurring as Tools for Document Redaction", PoPETs 2016). An opaque fill
 * would be as safe, but would take from the picture where people and vehicles stand, which is part of what it shows.
 */
final class Obscurer {
    /** A block smaller than that would keep what little a tiny object shows. */
    private static final int LEAST_BLOCK_PX = 8;

    /** Of 256: 16 steps a channel. */
    private static final int STEP = 16;

    private Obscurer() {}

    /**
     * Obscures a part.
     *
     * @param picture changed in place
     * @param part cut to the picture
     * @param blocks along the part's longer side, at most
     * @param spared what of it is left as it is, in pixels
     */
    static void obscure(BufferedImage picture, PixelBox part, int blocks, Shape spared) {
        int left = Math.max(0, part.xPx());
        int top = Math.max(0, part.yPx());
        int width = Math.min(picture.getWidth(), part.xPx() + part.widthPx()) - left;
        int height = Math.min(picture.getHeight(), part.yPx() + part.heightPx()) - top;
        if (width <= 0 || height <= 0) {
            return;
        }
        int longer = Math.max(width, height);
        double blockPx = Math.max(LEAST_BLOCK_PX, (double) longer / blocks);
        int columns = Math.max(1, (int) Math.round(width / blockPx));
        int rows = Math.max(1, (int) Math.round(height / blockPx));
        int[] pixels = picture.getRGB(left, top, width, height, null, 0, width);
        int[][] means = means(pixels, width, height, columns, rows);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (!spared.contains(left + x + 0.5, top + y + 0.5)) {
                    pixels[y * width + x] = between(
                            means, columns, rows, (x + 0.5) * columns / width - 0.5, (y + 0.5) * rows / height - 0.5);
                }
            }
        }
        picture.setRGB(left, top, width, height, pixels, 0, width);
    }

    /** Of each channel (red, green, blue) the blocks' means, in steps. */
    private static int[][] means(int[] pixels, int width, int height, int columns, int rows) {
        long[][] sums = new long[3][columns * rows];
        int[] counts = new int[columns * rows];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int block = (y * rows / height) * columns + x * columns / width;
                int rgb = pixels[y * width + x];
                sums[0][block] += rgb >> 16 & 0xFF;
                sums[1][block] += rgb >> 8 & 0xFF;
                sums[2][block] += rgb & 0xFF;
                counts[block]++;
            }
        }
        int[][] means = new int[3][columns * rows];
        for (int channel = 0; channel < 3; channel++) {
            for (int block = 0; block < counts.length; block++) {
                int mean = (int) (sums[channel][block] / Math.max(1, counts[block]));
                means[channel][block] = mean / STEP * STEP + STEP / 2;
            }
        }
        return means;
    }

    /** Bilinear, from the blocks' centres. */
    private static int between(int[][] means, int columns, int rows, double x, double y) {
        int left = Math.max(0, Math.min(columns - 1, (int) Math.floor(x)));
        int right = Math.min(columns - 1, left + (x < 0 ? 0 : 1));
        int top = Math.max(0, Math.min(rows - 1, (int) Math.floor(y)));
        int bottom = Math.min(rows - 1, top + (y < 0 ? 0 : 1));
        double shareX = Math.max(0, Math.min(1, x - left));
        double shareY = Math.max(0, Math.min(1, y - top));
        int rgb = 0xFF;
        for (int[] channel : means) {
            double above = mix(channel[top * columns + left], channel[top * columns + right], shareX);
            double below = mix(channel[bottom * columns + left], channel[bottom * columns + right], shareX);
            rgb = rgb << 8 | (int) Math.round(mix(above, below, shareY));
        }
        return rgb;
    }

    private static double mix(double a, double b, double shareOfB) {
        return a + (b - a) * shareOfB;
    }
}
