package io.streetward.ingest;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long to wait for the next access unit. The configured limit is for cameras that send several pictures a second; a
 * stream of one picture in five seconds would be cut off by it again and again. So the wait is two and a half of the
 * longest intervals seen lately where that is more, and a camera that took the connection but has never shown an interval
 * is given twice as long the second time.
 *
 * <p>With the usual 10 s this serves streams down to one picture in 12 s; slower ones need a longer limit configured.
 */
final class Patience {
    private static final int REMEMBERED = 8;
    private static final double INTERVALS = 2.5;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** FFmpeg hands over a picture when the next one begins to come, so the first takes two intervals. */
    private static final double FIRST_PICTURE = 1.3;

    private final Duration base;
    private final long[] gapsNanos = new long[REMEMBERED];
    private int gaps;
    private long previousNanos;
    private boolean receiving;
    private boolean doubled;

    Patience(Duration base) {
        this.base = base;
    }

    /** A new connection: the time since the last picture of the old one is no interval. */
    void connected() {
        receiving = false;
    }

    void arrived(long nowNanos) {
        // The first picture is known for whole when the second begins to come, and so both come at once.
        if (receiving && nowNanos != previousNanos) {
            gapsNanos[gaps++ % REMEMBERED] = nowNanos - previousNanos;
        }
        previousNanos = nowNanos;
        receiving = true;
    }

    /** The wait was in vain. Whoever has shown an interval before is silent, not slow. */
    void disappointed() {
        doubled = gaps == 0;
    }

    Duration limit() {
        double learned = INTERVALS * Arrays.stream(gapsNanos).max().orElse(0);
        double configured = (double) base.toNanos();
        double patient = configured * (gaps == 0 && doubled ? 2 : 1) * (receiving ? 1 : FIRST_PICTURE);
        double longest = Math.max((double) LONGEST.toNanos(), configured);
        return Duration.ofNanos((long) Math.min(longest, Math.max(learned, patient)));
    }
}
