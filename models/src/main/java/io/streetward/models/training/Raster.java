package io.streetward.models.training;

/** A square picture in the making: three planes of floats around 0..255, unclipped. Not shared between threads. */
final class Raster {
    static final int CHANNELS = 3;

    private final int side;
    private final float[][] planes;

    Raster(int side) {
        this.side = side;
        this.planes = new float[CHANNELS][side * side];
    }

    int side() {
        return side;
    }

    float[] plane(int channel) {
        return planes[channel];
    }

    Raster copy() {
        Raster out = new Raster(side);
        for (int c = 0; c < CHANNELS; c++) {
            System.arraycopy(planes[c], 0, out.planes[c], 0, planes[c].length);
        }
        return out;
    }

    /** The colour of a pixel from the position of its centre. */
    interface Paint {
        Tint at(double x, double y);
    }

    /** Lays a colour over the picture as the mask says. */
    void blend(Mask mask, Tint colour) {
        blend(mask, (x, y) -> colour);
    }

    /** Lays colours over the picture as the mask says. */
    void blend(Mask mask, Paint paint) {
        for (int i = 0; i < side * side; i++) {
            float a = mask.at(i);
            if (a > 0) {
                put(i, a, paint.at(i % side + 0.5, Math.floorDiv(i, side) + 0.5));
            }
        }
    }

    /** Lays a colour over one pixel. */
    void blend(int x, int y, double alpha, Tint colour) {
        if (x >= 0 && y >= 0 && x < side && y < side && alpha > 0) {
            put(y * side + x, Mask.clamp(alpha), colour);
        }
    }

    private void put(int i, float a, Tint colour) {
        planes[0][i] += a * ((float) colour.r() - planes[0][i]);
        planes[1][i] += a * ((float) colour.g() - planes[1][i]);
        planes[2][i] += a * ((float) colour.b() - planes[2][i]);
    }

    /** Multiplies by the gain where the mask is 1, by nothing where it is 0. */
    void multiply(Mask mask, Tint gain) {
        for (int i = 0; i < side * side; i++) {
            float a = mask.at(i);
            planes[0][i] *= 1 + a * ((float) gain.r() - 1);
            planes[1][i] *= 1 + a * ((float) gain.g() - 1);
            planes[2][i] *= 1 + a * ((float) gain.b() - 1);
        }
    }

    /** Adds light as the mask says. */
    void add(Mask mask, Tint light) {
        for (int i = 0; i < side * side; i++) {
            float a = mask.at(i);
            planes[0][i] += a * (float) light.r();
            planes[1][i] += a * (float) light.g();
            planes[2][i] += a * (float) light.b();
        }
    }

    /** Gain per colour, then a gamma, for the whole picture. */
    void expose(Tint gain, double gamma) {
        double[] factors = {gain.r(), gain.g(), gain.b()};
        for (int c = 0; c < CHANNELS; c++) {
            float[] plane = planes[c];
            for (int i = 0; i < plane.length; i++) {
                double v = Math.max(0, plane[i] * factors[c]) / 255;
                plane[i] = (float) (255 * (gamma == 1 ? v : Math.pow(v, gamma)));
            }
        }
    }

    void blur(double sigma) {
        for (float[] plane : planes) {
            Blur.apply(plane, side, side, sigma);
        }
    }

    /**
     * The square of {@code toSide} pixels about this picture's centre, seen turned, enlarged and moved, as a camera that
     * gave way sees it; edges repeated.
     *
     * @param dx how far the scene moves to the right, pixels
     * @param dy how far it moves down, pixels
     */
    Raster seen(int toSide, double dx, double dy, double turn, double enlarge) {
        Raster out = new Raster(toSide);
        double cos = Math.cos(turn) / enlarge;
        double sin = Math.sin(turn) / enlarge;
        for (int y = 0; y < toSide; y++) {
            for (int x = 0; x < toSide; x++) {
                double ux = x - (toSide - 1) / 2.0 - dx;
                double uy = y - (toSide - 1) / 2.0 - dy;
                double sx = cos * ux + sin * uy + (side - 1) / 2.0;
                double sy = -sin * ux + cos * uy + (side - 1) / 2.0;
                for (int c = 0; c < CHANNELS; c++) {
                    out.planes[c][y * toSide + x] = sample(planes[c], side, sx, sy);
                }
            }
        }
        return out;
    }

    /** Resampled: averages where it shrinks, interpolates where it grows. */
    Raster resized(int toSide) {
        if (toSide == side) {
            return copy();
        }
        Raster out = new Raster(toSide);
        double step = (double) side / toSide;
        int taps = Math.max(1, (int) Math.ceil(step));
        for (int y = 0; y < toSide; y++) {
            for (int x = 0; x < toSide; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    float sum = 0;
                    for (int j = 0; j < taps; j++) {
                        for (int i = 0; i < taps; i++) {
                            double sx = (x + (i + 0.5) / taps) * step - 0.5;
                            double sy = (y + (j + 0.5) / taps) * step - 0.5;
                            sum += sample(planes[c], side, sx, sy);
                        }
                    }
                    out.planes[c][y * toSide + x] = sum / (taps * taps);
                }
            }
        }
        return out;
    }

    static float sample(float[] plane, int side, double x, double y) {
        x = Math.max(0, Math.min(side - 1, x));
        y = Math.max(0, Math.min(side - 1, y));
        int ix = Math.min(side - 2, (int) x);
        int iy = Math.min(side - 2, (int) y);
        float fx = (float) (x - ix);
        float fy = (float) (y - iy);
        int i = iy * side + ix;
        float top = plane[i] + fx * (plane[i + 1] - plane[i]);
        float bottom = plane[i + side] + fx * (plane[i + side + 1] - plane[i + side]);
        return top + fy * (bottom - top);
    }

    /** The mean colour. */
    Tint mean() {
        double[] sums = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            for (float v : planes[c]) {
                sums[c] += v;
            }
            sums[c] /= planes[c].length;
        }
        return new Tint(sums[0], sums[1], sums[2]);
    }
}
