package io.streetward.track;

import io.streetward.media.NormalizedBox;

/**
 * Kalman filter of a box: centre x, centre y, width, height and their velocities, in picture units and seconds.
 *
 * <p>Noise is proportional to the object's size, as in DeepSORT (Wojke et al., ICIP 2017) and ByteTrack; along x to its
 * width and along y to its height (BoT-SORT, Aharon et al., 2022), since one unit of x is not one unit of y in
 * normalised coordinates. Their per-frame figures at 30 frames/s are turned into rates per second, so that the filter
 * means the same at 0.5 and at 25 frames/s.
 */
final class BoxFilter {
    /** ByteTrack: 1/20 of the size, for the measurement and per frame for the position. */
    private static final double SD_POSITION = 1.0 / 20;

    private static final double REFERENCE_FPS = 30;
    private static final double WALK_VAR_PER_S = SD_POSITION * SD_POSITION * REFERENCE_FPS;
    /** ByteTrack: the velocity gains 1/160 of the size per frame, in each frame. */
    private static final double SD_VELOCITY_PER_S = REFERENCE_FPS / 160;

    private static final double ACCEL_VAR_PER_S = SD_VELOCITY_PER_S * SD_VELOCITY_PER_S * REFERENCE_FPS;
    private static final double SD_FIRST_POSITION = 2 * SD_POSITION;
    private static final double SD_FIRST_VELOCITY_PER_S = 10 * SD_VELOCITY_PER_S;
    private static final double LEAST_SIZE = 1e-4;

    private final AxisFilter centerX;
    private final AxisFilter centerY;
    private final AxisFilter width;
    private final AxisFilter height;

    BoxFilter(NormalizedBox box) {
        centerX = axis(box.center().x(), box.w());
        centerY = axis(box.center().y(), box.h());
        width = axis(box.w(), box.w());
        height = axis(box.h(), box.h());
    }

    private static AxisFilter axis(double value, double size) {
        double s = Math.max(LEAST_SIZE, size);
        return new AxisFilter(value, SD_FIRST_POSITION * s, SD_FIRST_VELOCITY_PER_S * s);
    }

    NormalizedBox box() {
        double w = widthNow();
        double h = heightNow();
        return new NormalizedBox(centerX.position() - w / 2, centerY.position() - h / 2, w, h);
    }

    /**
     * Lets time pass.
     *
     * @param dtS seconds that passed
     * @param movingS seconds of these for which the motion is extrapolated, 0..dtS
     * @param growing whether the size is extrapolated too; not for a lost object, as in ByteTrack, since a growth that was
     *     caught while it vanished behind something is mostly noise
     */
    void predict(double dtS, double movingS, boolean growing) {
        double w = widthNow();
        double h = heightNow();
        step(centerX, dtS, movingS, w);
        step(centerY, dtS, movingS, h);
        step(width, dtS, growing ? movingS : 0, w);
        step(height, dtS, growing ? movingS : 0, h);
    }

    private static void step(AxisFilter axis, double dtS, double movingS, double size) {
        axis.predict(dtS, movingS, WALK_VAR_PER_S * size * size, ACCEL_VAR_PER_S * size * size);
    }

    void correct(NormalizedBox seen) {
        double sdX = SD_POSITION * widthNow();
        double sdY = SD_POSITION * heightNow();
        centerX.correct(seen.center().x(), sdX);
        centerY.correct(seen.center().y(), sdY);
        width.correct(seen.w(), sdX);
        height.correct(seen.h(), sdY);
    }

    /** Forgets the motion and keeps the place. */
    void stop() {
        double sdX = SD_FIRST_VELOCITY_PER_S * widthNow();
        double sdY = SD_FIRST_VELOCITY_PER_S * heightNow();
        centerX.stop(sdX);
        centerY.stop(sdY);
        width.stop(sdX);
        height.stop(sdY);
    }

    private double widthNow() {
        return Math.max(LEAST_SIZE, width.position());
    }

    private double heightNow() {
        return Math.max(LEAST_SIZE, height.position());
    }
}
