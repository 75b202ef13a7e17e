package io.streetward.scene;

import io.streetward.media.NormalizedBox;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** Lasting pixels that belong together, as of one look. */
final class Piece {
    private final int[] pixels;
    private final int widthPx;
    private final int heightPx;
    private int filled;
    private int leftPx = Integer.MAX_VALUE;
    private int topPx = Integer.MAX_VALUE;
    private int rightPx;
    private int bottomPx;

    Piece(int count, int widthPx, int heightPx) {
        this.pixels = new int[count];
        this.widthPx = widthPx;
        this.heightPx = heightPx;
    }

    void add(int i) {
        pixels[filled++] = i;
        int x = i % widthPx;
        int y = i / widthPx;
        leftPx = Math.min(leftPx, x);
        topPx = Math.min(topPx, y);
        rightPx = Math.max(rightPx, x + 1);
        bottomPx = Math.max(bottomPx, y + 1);
    }

    int count() {
        return pixels.length;
    }

    int pixel(int k) {
        return pixels[k];
    }

    /** Its longer side. */
    int lengthPx() {
        return Math.max(rightPx - leftPx, bottomPx - topPx);
    }

    double meanThicknessPx() {
        return (double) pixels.length / lengthPx();
    }

    double areaShare() {
        return (double) pixels.length / ((double) widthPx * heightPx);
    }

    /** The box around it, in the picture it was seen in. */
    NormalizedBox box(Shift shift) {
        return new NormalizedBox(
                        (leftPx + shift.xPx()) / widthPx,
                        (topPx + shift.yPx()) / heightPx,
                        (double) (rightPx - leftPx) / widthPx,
                        (double) (bottomPx - topPx) / heightPx)
                .clipped();
    }

    /** The mean of a value over its pixels. */
    double mean(IntToDoubleFunction valueOf) {
        double sum = 0;
        for (int pixel : pixels) {
            sum += valueOf.applyAsDouble(pixel);
        }
        return sum / pixels.length;
    }

    /** The value below which a share of its pixels lies. */
    int quantile(double share, IntUnaryOperator valueOf) {
        int[] values = new int[pixels.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = valueOf.applyAsInt(pixels[k]);
        }
        Arrays.sort(values);
        return values[Math.min(values.length - 1, (int) (share * values.length))];
    }
}
