package io.streetward.scene;

import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import io.streetward.track.TrackSet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Draws pictures of a textured place with noise, things, light and a camera that trembles; the same for the same seed. */
final class SyntheticPlace {
    static final int WIDTH_PX = 320;
    static final int HEIGHT_PX = 180;
    private static final StreamId CAMERA = new StreamId("place");
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final int MARGIN_PX = 64;

    private final float[] ground = new float[(WIDTH_PX + 2 * MARGIN_PX) * (HEIGHT_PX + 2 * MARGIN_PX)];
    private final Random noise;
    private double noiseLevels = 2;

    /** How one picture differs from the empty place. */
    static final class Scenery {
        private final ByteBuffer pixels = ByteBuffer.allocateDirect(WIDTH_PX * HEIGHT_PX * 3);
        private final SyntheticPlace place;
        private final double atS;
        private int shiftX;
        private int shiftY;
        private double gain = 1;
        private final java.util.ArrayList<int[]> things = new java.util.ArrayList<>();
        private final java.util.ArrayList<int[]> shades = new java.util.ArrayList<>();
        private boolean covered;

        private Scenery(SyntheticPlace place, double atS) {
            this.place = place;
            this.atS = atS;
        }

        /** A brown thing with an outline. */
        Scenery thing(int x, int y, int w, int h) {
            things.add(new int[] {x, y, w, h});
            return this;
        }

        /** Two fifths of the light are taken away. */
        Scenery shade(int x, int y, int w, int h) {
            shades.add(new int[] {x, y, w, h});
            return this;
        }

        Scenery shifted(int x, int y) {
            shiftX = x;
            shiftY = y;
            return this;
        }

        Scenery light(double value) {
            gain = value;
            return this;
        }

        Scenery covered() {
            covered = true;
            return this;
        }

        FrameRef frame() {
            MediaTime pts = MediaTime.ofSeconds(atS);
            return new FrameRef(CAMERA, pts, START.plusMillis(Math.round(atS * 1e3)), WIDTH_PX, HEIGHT_PX, true);
        }

        TrackSet nothingFollowed() {
            return new TrackSet(frame(), List.of());
        }

        ScenePicture picture() {
            place.draw(this);
            FrameRef frame = frame();
            return new ScenePicture() {
                @Override
                public FrameRef frame() {
                    return frame;
                }

                @Override
                public int widthPx() {
                    return WIDTH_PX;
                }

                @Override
                public int heightPx() {
                    return HEIGHT_PX;
                }

                @Override
                public ByteBuffer pixels() {
                    return pixels;
                }

                @Override
                public void close() {}
            };
        }
    }

    SyntheticPlace(long seed) {
        Random random = new Random(seed);
        int width = WIDTH_PX + 2 * MARGIN_PX;
        for (int i = 0; i < ground.length; i++) {
            int x = i % width;
            int y = i / width;
            // Patches of several sizes, as walls, kerbs and markings are, over a fine grain.
            ground[i] = 110 + (float) (3 * random.nextGaussian());
            ground[i] += patch(x, y, 37, seed) * 22 + patch(x, y, 11, seed + 1) * 12;
        }
        noise = new Random(seed + 2);
    }

    SyntheticPlace noise(double levels) {
        noiseLevels = levels;
        return this;
    }

    Scenery at(double atS) {
        return new Scenery(this, atS);
    }

    private static float patch(int x, int y, int size, long seed) {
        long hash = (x / size) * 73_856_093L ^ (y / size) * 19_349_663L ^ seed * 83_492_791L;
        hash ^= hash >>> 13;
        hash *= 0x5bd1e995L;
        return ((hash >>> 16 & 0xff) - 128) / 128f;
    }

    private void draw(Scenery s) {
        int width = WIDTH_PX + 2 * MARGIN_PX;
        s.pixels.clear();
        for (int y = 0; y < HEIGHT_PX; y++) {
            for (int x = 0; x < WIDTH_PX; x++) {
                int gx = x - s.shiftX;
                int gy = y - s.shiftY;
                double level = ground[(gy + MARGIN_PX) * width + gx + MARGIN_PX];
                double red = level;
                double blue = level;
                if (within(s.things, gx, gy)) {
                    level = 60 + 25 * ((gx * 7 + gy * 13) % 5 == 0 ? 1 : 0);
                    red = level + 45;
                    blue = level - 30;
                }
                double light = s.gain * (within(s.shades, gx, gy) ? 0.6 : 1);
                double grain = noiseLevels * noise.nextGaussian();
                if (s.covered) {
                    level = 20;
                    red = 20;
                    blue = 20;
                    light = 1;
                }
                s.pixels.put(level(blue * light + grain));
                s.pixels.put(level(level * light + grain));
                s.pixels.put(level(red * light + grain));
            }
        }
        s.pixels.flip();
    }

    private static boolean within(List<int[]> boxes, int x, int y) {
        return boxes.stream().anyMatch(b -> x >= b[0] && x < b[0] + b[2] && y >= b[1] && y < b[1] + b[3]);
    }

    private static byte level(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
