package io.streetward.models.training;

import java.util.Arrays;

/**
 * What a median over a few seconds makes of a vehicle that passes or waits: nothing where it covered the ground in fewer
 * than half of the looks, torn parts of it where it covered it in more. Computed as the background model computes it.
 */
final class Traffic {
    private static final int LOOKS = 7;

    private final Dice dice;

    Traffic(Dice dice) {
        this.dice = dice;
    }

    /** Draws the thing, always the same one, at a place. */
    interface Thing {
        void paint(Raster picture, double dx, double dy, Dice looks);
    }

    /** The median of looks of which some have the thing in them, each a step further on. */
    Raster median(Raster ground, double step, Thing thing) {
        int with = dice.whole(3, LOOKS - 1);
        double way = dice.angle();
        long looks = dice.seed();
        float[][][] all = new float[LOOKS][][];
        for (int i = 0; i < LOOKS; i++) {
            Raster look = i < with ? ground.copy() : ground;
            if (i < with) {
                double far = (i - with / 2.0) * step;
                thing.paint(look, far * Math.cos(way), far * Math.sin(way), new Dice(looks));
            }
            all[i] = new float[][] {look.plane(0), look.plane(1), look.plane(2)};
        }
        Raster median = new Raster(ground.side());
        float[] values = new float[LOOKS];
        for (int c = 0; c < Raster.CHANNELS; c++) {
            for (int k = 0; k < ground.side() * ground.side(); k++) {
                for (int i = 0; i < LOOKS; i++) {
                    values[i] = all[i][c][k];
                }
                Arrays.sort(values);
                median.plane(c)[k] = values[LOOKS / 2];
            }
        }
        return median;
    }
}
