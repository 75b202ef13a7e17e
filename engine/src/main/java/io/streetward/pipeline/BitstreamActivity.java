package io.streetward.pipeline;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the sizes of a stream's predicted pictures alone whether more moves than usual: an encoder spends its bits on
 * what changed. Costs nothing to speak of, so it looks at every access unit of every quiet camera.
 *
 * <p>Says nothing about a camera with a strictly constant bit rate; there the keyframes must do. For one thread.
 */
final class BitstreamActivity {
    /** Long enough to smooth over rate control's ripples, short against the time something takes to cross a street. */
    private static final Duration WINDOW = Duration.ofMillis(500);

    /** Twice the usual bits: an encoder at constant quality roughly doubles a quiet picture for one person close by. */
    private static final double BUSY_FACTOR = 2;

    /** Below this a doubling is noise: the headers of 12 skipped pictures make some hundred bytes. */
    private static final double FLOOR_BYTES = 1_000;

    /** The usual follows a quiet scene within a minute, and a busy one slowly, so that rain becomes usual too. */
    private static final double QUIET_WEIGHT = WINDOW.toMillis() / 30_000.0;

    private static final double BUSY_WEIGHT = WINDOW.toMillis() / 300_000.0;

    private @Nullable MediaTime windowStart;
    private double windowBytes;
    private double usualBytes = -1;

    /** Returns true when the half second that ends with this access unit holds far more bits than usual. */
    boolean busy(EncodedPacket packet) {
        if (packet.keyframe()) {
            return false;
        }
        MediaTime start = windowStart;
        if (start == null || packet.dts().isBefore(start)) {
            windowStart = packet.dts();
            windowBytes = packet.sizeBytes();
            return false;
        }
        Duration passed = packet.dts().since(start);
        if (passed.compareTo(WINDOW) < 0) {
            windowBytes += packet.sizeBytes();
            return false;
        }
        double bytes = windowBytes * WINDOW.toNanos() / passed.toNanos();
        windowStart = packet.dts();
        windowBytes = packet.sizeBytes();
        return judge(bytes);
    }

    private boolean judge(double bytes) {
        if (usualBytes < 0) {
            usualBytes = bytes;
            return false;
        }
        boolean busy = bytes > BUSY_FACTOR * usualBytes + FLOOR_BYTES;
        usualBytes += (bytes - usualBytes) * (busy ? BUSY_WEIGHT : QUIET_WEIGHT);
        return busy;
    }
}
