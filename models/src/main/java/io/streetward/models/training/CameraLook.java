package io.streetward.models.training;

import io.streetward.detect.PatchPair;
import java.nio.ByteBuffer;

/**
 * One camera's way of seeing, drawn once for a pair: how many pixels it has for the region, how sharp its lens is, how
 * noisy its sensor, how hard its codec squeezes, how it renders colour and light.
 */
final class CameraLook {
    /** A third of all regions are far away or small: 12 to 30 camera pixels, stretched to the patch's 64. */
    private static final double FAR_SHARE = 0.35;

    private static final int SIDE = PatchPair.SIDE_PX;

    private final Dice dice;
    /** Camera pixels across the patch. */
    private final int sourceSide;

    private final double blur;
    private final double sharpen;
    private final double noise;
    private final double codecStep;
    private final int blockOffset;
    private final Tint gain;
    private final double gamma;
    private final double haze;

    CameraLook(Dice dice) {
        this.dice = dice;
        this.sourceSide = (int) Math.round(dice.chance(FAR_SHARE) ? dice.logBetween(12, 30) : dice.logBetween(30, 160));
        this.blur = dice.logBetween(0.25, 1.4);
        this.sharpen = dice.chance(0.4) ? dice.between(0.2, 1.2) : 0;
        boolean night = dice.chance(0.18);
        this.noise = dice.logBetween(0.4, night ? 9 : 4.5);
        this.codecStep = dice.chance(0.85) ? dice.logBetween(2, 28) : 0;
        this.blockOffset = dice.whole(0, 7);
        double level = night ? dice.between(0.25, 0.6) : dice.between(0.75, 1.2);
        double warm = night ? dice.between(0, 0.35) : dice.between(-0.06, 0.08);
        this.gain = new Tint(level * (1 + warm), level * (1 + warm / 3), level * (1 - warm));
        this.gamma = dice.between(0.8, 1.25);
        this.haze = dice.chance(0.2) ? dice.between(0.1, 0.45) : 0;
    }

    /** How many of the patch's pixels one camera pixel covers. */
    double patchPixelsPerCameraPixel() {
        return (double) SIDE / sourceSide;
    }

    /**
     * The picture as the camera delivers it, as patch bytes.
     *
     * @param scene {@code 64 × 64}, as it is
     * @param calm how much of the camera's noise is left, 0..1: a median over time has less than a single look
     */
    ByteBuffer take(Raster scene, double calm) {
        int side = Math.min(SIDE, sourceSide);
        Raster picture = scene.copy();
        picture.expose(gain, gamma);
        if (haze > 0) {
            picture.blend(Mask.of(SIDE, (x, y) -> haze), Tint.grey(165));
        }
        Raster seen = picture.resized(side);
        // Of a region larger than the patch, the patch is the smaller, sharper and calmer picture.
        double reduction = Math.max(1, (double) sourceSide / SIDE);
        seen.blur(blur / reduction);
        if (sharpen > 0) {
            sharpen(seen);
        }
        addNoise(seen, noise * calm / reduction);
        new BlockCodec(side).apply(seen, codecStep * (0.4 + 0.6 * calm) / reduction, blockOffset);
        return bytes(seen.resized(SIDE));
    }

    private void sharpen(Raster picture) {
        Raster soft = picture.copy();
        soft.blur(1);
        for (int c = 0; c < Raster.CHANNELS; c++) {
            float[] plane = picture.plane(c);
            float[] smooth = soft.plane(c);
            for (int i = 0; i < plane.length; i++) {
                plane[i] += (float) sharpen * (plane[i] - smooth[i]);
            }
        }
    }

    private void addNoise(Raster picture, double sigma) {
        for (int i = 0; i < picture.side() * picture.side(); i++) {
            double shared = dice.gaussian();
            for (int c = 0; c < Raster.CHANNELS; c++) {
                picture.plane(c)[i] += (float) (sigma * (0.8 * shared + 0.4 * dice.gaussian()));
            }
        }
    }

    private static ByteBuffer bytes(Raster picture) {
        ByteBuffer bytes = ByteBuffer.allocate(PatchPair.SIZE_BYTES);
        for (int i = 0; i < SIDE * SIDE; i++) {
            for (int c = 0; c < Raster.CHANNELS; c++) {
                bytes.put((byte) Math.max(0, Math.min(255, Math.round(picture.plane(c)[i]))));
            }
        }
        return bytes.flip();
    }
}
