package io.streetward.ingest;

import io.streetward.media.ClockOffset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Measures how far a camera's clock is from this server's, from what RTCP sender reports say of when a picture was taken
 * and when it came. Any thread.
 */
public final class CameraClock {
    /** Two minutes at two samples a second: longer than any hiccup of the network, shorter than a drift that matters. */
    private static final int REMEMBERED = 240;

    private static final long SAMPLE_MICROS = 500_000;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private final long[] aheadMicros = new long[REMEMBERED];
    private int samples;
    private long lastSampleMicros = Long.MIN_VALUE;

    /**
     * Takes a measurement; at most two a second are kept.
     *
     * @param senderMicros when the picture was taken, by the camera, since 1970
     * @param receivedMicros when it came, by this server, since 1970
     */
    synchronized void sample(long senderMicros, long receivedMicros) {
        if (samples > 0 && Math.abs(receivedMicros - lastSampleMicros) < SAMPLE_MICROS) {
            return;
        }
        lastSampleMicros = receivedMicros;
        aheadMicros[samples++ % REMEMBERED] = senderMicros - receivedMicros;
    }

    /** The offset over the last two minutes; empty when the camera does not tell its time. */
    public synchronized Optional<ClockOffset> offset() {
        int known = Math.min(samples, REMEMBERED);
        if (known == 0) {
            return Optional.empty();
        }
        long[] sorted = Arrays.copyOf(aheadMicros, known);
        Arrays.sort(sorted);
        long spread = sorted[(int) (HIGH * (known - 1))] - sorted[(int) (LOW * (known - 1))];
        return Optional.of(new ClockOffset(micros(sorted[known / 2]), micros(spread / 2), known));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
