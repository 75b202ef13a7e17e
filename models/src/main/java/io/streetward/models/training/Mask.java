package io.streetward.models.training;

import java.util.Arrays;

/** How much of a layer each pixel gets, 0..1; row by row, top to bottom. Not shared between threads. */
final class Mask {
    private final int side;
    private final float[] values;

    Mask(int side) {
        this.side = side;
        this.values = new float[side * side];
    }

    /** A value of each pixel from the position of its centre. */
    interface Field {
        double at(double x, double y);
    }

    static Mask of(int side, Field field) {
        Mask mask = new Mask(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                mask.values[y * side + x] = clamp(field.at(x + 0.5, y + 0.5));
            }
        }
        return mask;
    }

    int side() {
        return side;
    }

    float at(int index) {
        return values[index];
    }

    float at(int x, int y) {
        return values[y * side + x];
    }

    /** Raises a pixel to {@code value}; pixels outside are ignored. */
    void raise(int x, int y, double value) {
        if (x >= 0 && y >= 0 && x < side && y < side) {
            int i = y * side + x;
            values[i] = Math.max(values[i], clamp(value));
        }
    }

    Mask times(double factor) {
        Mask out = new Mask(side);
        for (int i = 0; i < values.length; i++) {
            out.values[i] = clamp(values[i] * factor);
        }
        return out;
    }

    /** Multiplied by a field that is 0..1. */
    Mask times(Field field) {
        return of(side, (x, y) -> at((int) x, (int) y) * field.at(x, y));
    }

    Mask union(Mask other) {
        Mask out = new Mask(side);
        for (int i = 0; i < values.length; i++) {
            out.values[i] = Math.max(values[i], other.values[i]);
        }
        return out;
    }

    /** Moved by whole pixels; what comes in from outside is 0. */
    Mask moved(int dx, int dy) {
        Mask out = new Mask(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int fx = x - dx;
                int fy = y - dy;
                if (fx >= 0 && fy >= 0 && fx < side && fy < side) {
                    out.values[y * side + x] = values[fy * side + fx];
                }
            }
        }
        return out;
    }

    /** Softened with a Gaussian of about {@code sigma} pixels. */
    Mask blurred(double sigma) {
        Mask out = new Mask(side);
        System.arraycopy(values, 0, out.values, 0, values.length);
        Blur.apply(out.values, side, side, sigma);
        return out;
    }

    double mean() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The share of the side that the part above one half spans, in its longer direction; 0 when there is none. */
    double extent() {
        int left = side;
        int right = -1;
        int top = side;
        int bottom = -1;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (values[y * side + x] > 0.5) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        return right < 0 ? 0 : Math.max(right - left + 1, bottom - top + 1) / (double) side;
    }

    static float clamp(double value) {
        return (float) Math.max(0, Math.min(1, value));
    }

    @Override
    public String toString() {
        return "Mask " + side + ", " + Arrays.hashCode(values);
    }
}
