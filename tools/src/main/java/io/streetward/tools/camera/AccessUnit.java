package io.streetward.tools.camera;

/**
 * One coded picture, as Annex B bytes.
 *
 * <p>Times are in ticks of 90 kHz, RTP's clock for video. {@code durationTicks} is the time to the next picture in
 * decode order as the container tells it, 0 when it does not.
 */
final class AccessUnit {
    private final byte[] annexB;
    private final long dtsTicks;
    private final long ptsTicks;
    private final long durationTicks;
    private final boolean keyframe;

    AccessUnit(byte[] annexB, long dtsTicks, long ptsTicks, long durationTicks, boolean keyframe) {
        this.annexB = annexB;
        this.dtsTicks = dtsTicks;
        this.ptsTicks = ptsTicks;
        this.durationTicks = durationTicks;
        this.keyframe = keyframe;
    }

    /** Returns the bytes themselves, not a copy: not to be written to. */
    byte[] annexB() {
        return annexB;
    }

    long dtsTicks() {
        return dtsTicks;
    }

    long ptsTicks() {
        return ptsTicks;
    }

    long durationTicks() {
        return durationTicks;
    }

    boolean keyframe() {
        return keyframe;
    }

    /** Returns another picture at the same time. */
    AccessUnit showing(byte[] otherAnnexB) {
        return new AccessUnit(otherAnnexB, dtsTicks, ptsTicks, durationTicks, keyframe);
    }

    /** Returns the same picture at another time. */
    AccessUnit at(long newDtsTicks, long newPtsTicks) {
        return new AccessUnit(annexB, newDtsTicks, newPtsTicks, durationTicks, keyframe);
    }
}
