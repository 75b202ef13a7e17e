package io.streetward.scene;

import java.time.Duration;

/**
 * What counts as changed, as lasting and as clean. Lengths are shares of the scene picture's width, so that they hold for
 * every camera; contrasts are multiples of the noise measured at each pixel, so that they hold by day and by night.
 *
 * @param learnLooks looks of which each pixel's median is the place's first usual look: an odd number that outvotes one
 *     vehicle that passes while learning
 * @param noiseFactor times the pixel's own noise (standard deviation) that a change must exceed: at 5 one pixel in a
 *     million errs if noise were normal; codec noise has longer tails
 * @param leastContrast grey levels that a change must exceed in any case: an encoder at ordinary quality moves flat areas by
 *     up to 3 or 4 levels, and the eye hardly sees less than twice that on video
 * @param chromaFactor the same as {@code noiseFactor}, in parts of it, for colour, which is coarser but knows no shadows
 * @param detailShare share of the width over which local brightness is taken away, so that light may change: wider than
 *     what is looked for must not be lost, narrower than shadows
 * @param lastsAfter how long a changed pixel must keep its looks to count as lasting: a car that waits at a crossing
 *     becomes a region and vanishes again; what blows by does not
 * @param cleanAfter how long a lasting pixel must be seen as before until it counts as clean: longer than headlights or a
 *     shadow take to cross it
 * @param leastAreaShare least pixels of a region, as a share of the picture: 12 of 640 × 360
 * @param joinShare share of the width across which pieces count as one region
 * @param usualAfter time in which the usual look follows slow changes of what is not covered
 * @param greatestShiftShare share of the width by which the picture may be displaced and still be put right
 * @param maxRegions bound on regions told at a time; the smallest are left out
 */
public record SceneSettings(
        int learnLooks,
        double noiseFactor,
        double leastContrast,
        double chromaFactor,
        double detailShare,
        Duration lastsAfter,
        Duration cleanAfter,
        double leastAreaShare,
        double joinShare,
        Duration usualAfter,
        double greatestShiftShare,
        int maxRegions) {
    /** The defaults, for street cameras of 360 lines and more. */
    public static SceneSettings defaults() {
        return new SceneSettings(
                7,
                5,
                10,
                1.0,
                0.045,
                Duration.ofMillis(2_500),
                Duration.ofSeconds(4),
                5e-5,
                0.008,
                Duration.ofSeconds(20),
                0.02,
                64);
    }
}
