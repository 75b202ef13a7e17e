package io.streetward.track;

/**
 * Kalman filter of one coordinate and its velocity (constant-velocity model).
 *
 * <p>The eight-state filter of DeepSORT and ByteTrack has diagonal noise and couples each coordinate only with its own
 * velocity, so it is exactly four of these; 2×2 algebra needs no matrix library.
 */
final class AxisFilter {
    private double position;
    private double velocity;
    private double varPosition;
    private double covariance;
    private double varVelocity;

    AxisFilter(double position, double sdPosition, double sdVelocityPerS) {
        this.position = position;
        varPosition = sdPosition * sdPosition;
        varVelocity = sdVelocityPerS * sdVelocityPerS;
    }

    double position() {
        return position;
    }

    double velocityPerS() {
        return velocity;
    }

    /**
     * Lets time pass.
     *
     * @param dtS seconds that passed, for the uncertainty
     * @param movingS seconds of these during which it is believed to have gone on moving, 0..dtS
     * @param walkVar variance that the position gains per second by itself
     * @param accelVar variance that the velocity gains per second (white-noise acceleration)
     */
    void predict(double dtS, double movingS, double walkVar, double accelVar) {
        position += velocity * movingS;
        varPosition += 2 * movingS * covariance
                + movingS * movingS * varVelocity
                + walkVar * dtS
                + accelVar * movingS * movingS * movingS / 3;
        covariance += movingS * varVelocity + accelVar * movingS * movingS / 2;
        varVelocity += accelVar * movingS;
    }

    void correct(double measured, double sdMeasured) {
        double innovationVar = varPosition + sdMeasured * sdMeasured;
        double gainPosition = varPosition / innovationVar;
        double gainVelocity = covariance / innovationVar;
        double innovation = measured - position;
        position += gainPosition * innovation;
        velocity += gainVelocity * innovation;
        varVelocity -= gainVelocity * covariance;
        covariance -= gainPosition * covariance;
        varPosition -= gainPosition * varPosition;
    }

    /** Forgets how fast it moved. */
    void stop(double sdVelocityPerS) {
        velocity = 0;
        covariance = 0;
        varVelocity = sdVelocityPerS * sdVelocityPerS;
    }
}
