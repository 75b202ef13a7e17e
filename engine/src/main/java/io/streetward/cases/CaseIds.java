package io.streetward.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Makes case ids that rise strictly within a process, even when the clock stands still or steps back, and that do not
 * meet those of an earlier process but for one chance in 32,768 per millisecond shared.
 */
public final class CaseIds {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM_VALUES = 1 << 15;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final RandomGenerator random;
    private long lastMs = Long.MIN_VALUE;
    private int lastTail;

    public CaseIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public synchronized CaseId next() {
        long nowMs = clock.millis();
        if (nowMs > lastMs) {
            lastMs = nowMs;
            lastTail = random.nextInt(RANDOM_VALUES);
        } else if (++lastTail == RANDOM_VALUES) {
            lastMs++;
            lastTail = 0;
        }
        int suffix = (int) Math.floorMod(lastMs, 1_000L) << 15 | lastTail;
        return new CaseId(SECOND.format(Instant.ofEpochMilli(lastMs)) + "-" + base32(suffix));
    }

    private static String base32(int bits25) {
        char[] out = new char[5];
        for (int i = 4; i >= 0; i--) {
            out[i] = CROCKFORD.charAt(bits25 & 31);
            bits25 >>>= 5;
        }
        return new String(out);
    }
}
