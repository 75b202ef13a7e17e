package io.streetward.tools.train;

import io.streetward.detect.PatchPair;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** An RGB picture on the heap. */
final class Picture {
    private final int width;
    private final int height;
    private final byte[] rgb;

    /** Takes {@code rgb} over: interleaved rows, top to bottom. */
    Picture(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int at(int x, int y, int channel) {
        int cx = Math.max(0, Math.min(width - 1, x));
        int cy = Math.max(0, Math.min(height - 1, y));
        return rgb[(cy * width + cx) * 3 + channel] & 0xff;
    }

    /** Each value's median over pictures of one size. */
    static Picture median(List<Picture> pictures) {
        Picture first = pictures.get(0);
        byte[] out = new byte[first.rgb.length];
        int[] values = new int[pictures.size()];
        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < values.length; k++) {
                values[k] = pictures.get(k).rgb[i] & 0xff;
            }
            Arrays.sort(values);
            out[i] = (byte) values[values.length / 2];
        }
        return new Picture(first.width, first.height, out);
    }

    /** The square about a box, {@code margin} times its longer side, as a patch; beyond the picture its edge is repeated. */
    ByteBuffer patch(Box box, double margin) {
        int side = Math.max(8, (int) Math.ceil(margin * Math.max(box.w(), box.h())));
        double left = box.x() + box.w() / 2.0 - side / 2.0;
        double top = box.y() + box.h() / 2.0 - side / 2.0;
        int to = PatchPair.SIDE_PX;
        double step = (double) side / to;
        int taps = Math.max(1, (int) Math.ceil(step));
        ByteBuffer patch = ByteBuffer.allocate(PatchPair.SIZE_BYTES);
        for (int y = 0; y < to; y++) {
            for (int x = 0; x < to; x++) {
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    for (int j = 0; j < taps; j++) {
                        for (int i = 0; i < taps; i++) {
                            sum += between(
                                    left + (x + (i + 0.5) / taps) * step - 0.5,
                                    top + (y + (j + 0.5) / taps) * step - 0.5,
                                    c);
                        }
                    }
                    patch.put((byte) Math.round(sum / (taps * taps)));
                }
            }
        }
        return patch.flip();
    }

    private double between(double x, double y, int c) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double fx = x - ix;
        double fy = y - iy;
        double top = at(ix, iy, c) * (1 - fx) + at(ix + 1, iy, c) * fx;
        double bottom = at(ix, iy + 1, c) * (1 - fx) + at(ix + 1, iy + 1, c) * fx;
        return top * (1 - fy) + bottom * fy;
    }

    /** A box in this picture's pixels. */
    record Box(int x, int y, int w, int h) {
        boolean meets(Box other) {
            return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
        }

        /** Whether this box's centre lies in the other. */
        boolean centredIn(Box other) {
            double cx = x + w / 2.0;
            double cy = y + h / 2.0;
            return cx >= other.x && cx <= other.x + other.w && cy >= other.y && cy <= other.y + other.h;
        }
    }
}
