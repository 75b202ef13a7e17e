package io.streetward.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the machine cannot decode all that it should: every camera alike decodes only one group of pictures
 * (GOP) in so many in full, and of the others the keyframe. Nobody falls behind live, nobody is left out, and no packet is
 * lost to the recording, which does not decode.
 *
 * <p>Halves the share at once when a camera fell behind, and doubles it again after a while without.
 */
public final class OverloadGovernor {
    private static final Logger LOG = LoggerFactory.getLogger(OverloadGovernor.class);

    /** One in 64 GOPs is one in two minutes at the usual 2 s: as good as keyframes only. */
    private static final int LARGEST_STRIDE = 64;

    /** Long against a GOP, so that a share is tried before it is judged. */
    private static final Duration CALM = Duration.ofSeconds(15);

    /** A share just taken needs this long to show. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Clock clock;
    private final AtomicBoolean fellBehind = new AtomicBoolean();
    private volatile int stride = 1;
    private Instant lastTrouble = Instant.MIN;
    private Instant lastChange = Instant.MIN;

    public OverloadGovernor(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        Gauge.builder("streetward.decode.share", this, governor -> 1.0 / governor.stride)
                .description("share of GOPs decoded in full where they should be; 1 unless the machine is overloaded")
                .register(meters);
    }

    /** A camera's decoder fell so far behind live that it had to skip. */
    void fellBehind() {
        fellBehind.set(true);
    }

    /**
     * Whether a GOP may be decoded in full.
     *
     * @param gop running number within the camera
     * @param camera any number of the camera's own, so that not all cameras take the same turn
     */
    boolean grants(long gop, int camera) {
        return Math.floorMod(gop + camera, (long) stride) == 0;
    }

    /** Looks at how it went; to be called about once a second. */
    public synchronized void review() {
        Instant now = clock.instant();
        boolean trouble = fellBehind.getAndSet(false);
        if (trouble) {
            lastTrouble = now;
        }
        if (trouble && stride < LARGEST_STRIDE && older(lastChange, PATIENCE, now)) {
            change(stride * 2, now);
            LOG.warn(
                    "the machine cannot keep up: every camera decodes one group of pictures in {} in full, and only the"
                            + " keyframe of the others",
                    stride);
        } else if (stride > 1 && older(lastTrouble, CALM, now) && older(lastChange, CALM, now)) {
            change(stride / 2, now);
            LOG.info(
                    "the machine keeps up: {}",
                    stride == 1
                            ? "every group of pictures is decoded as configured again"
                            : "one group of pictures in " + stride + " is decoded in full again");
        }
    }

    private void change(int newStride, Instant now) {
        stride = newStride;
        lastChange = now;
    }

    private static boolean older(Instant then, Duration limit, Instant now) {
        return then.equals(Instant.MIN) || Duration.between(then, now).compareTo(limit) >= 0;
    }
}
