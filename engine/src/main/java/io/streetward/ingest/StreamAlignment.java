package io.streetward.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the two streams of one camera on one timeline, so that what is seen in the small one is found in the large one at
 * the same {@link io.streetward.media.MediaTime}.
 *
 * <p>Where both tell the camera's time in RTCP sender reports, that relates them: the error is that of the camera's own
 * reports, a few milliseconds, and evidence takes the nearest picture of the main stream, so half a frame interval more.
 * Otherwise the least delayed arrivals of either are taken for simultaneous: the error is the difference between the
 * camera's delays on its two encoders, in practice below 0.3 s. Measured continuously, so it does not add up.
 */
public final class StreamAlignment {
    /** Reports that contradict the arrivals by more than this are not of one clock. */
    private static final long CREDIBLE_MICROS = 3_000_000;

    /** Media time may run this much faster or slower while it is brought into line. */
    private static final double SLEW = 0.05;

    /** Just after a stream has come up nobody has measured a dwell on it yet: it is set right at once. */
    private static final long SETTLING_NANOS = 15_000_000_000L;

    private final long zeroNanos;
    private volatile @Nullable Relation reference;
    private volatile long lastErrorMicros;

    /**
     * How a stream's media time lies against clocks outside it.
     *
     * @param arrivalMinusMediaMicros against this machine's monotonic clock
     * @param senderMinusMediaMicros against the camera's; null when it does not tell
     */
    record Relation(long arrivalMinusMediaMicros, @Nullable Long senderMinusMediaMicros) {}

    /**
     * An alignment for one camera.
     *
     * @param zeroNanos monotonic time that both timelines count from
     */
    public StreamAlignment(long zeroNanos) {
        this.zeroNanos = zeroNanos;
    }

    long zeroNanos() {
        return zeroNanos;
    }

    /** The main stream says where it is. */
    void reference(Relation relation) {
        reference = relation;
    }

    /**
     * By how much to move the other stream now.
     *
     * @param elapsedNanos since this was last asked
     * @param connectedNanos since the stream came up
     */
    long correctionMicros(Relation own, long elapsedNanos, long connectedNanos) {
        Relation main = reference;
        if (main == null) {
            return 0;
        }
        long error = own.arrivalMinusMediaMicros() - main.arrivalMinusMediaMicros();
        Long ownSender = own.senderMinusMediaMicros();
        Long mainSender = main.senderMinusMediaMicros();
        if (ownSender != null && mainSender != null) {
            long told = ownSender - mainSender;
            error = Math.abs(told - error) < CREDIBLE_MICROS ? told : error;
        }
        lastErrorMicros = error;
        if (connectedNanos < SETTLING_NANOS) {
            return error;
        }
        long most = (long) (SLEW * Math.max(0, elapsedNanos) / 1_000);
        return Math.max(-most, Math.min(most, error));
    }

    /** What was left to correct when last measured, in seconds; positive when the analysed stream's time was behind. */
    public double errorSeconds() {
        return lastErrorMicros / 1e6;
    }
}
