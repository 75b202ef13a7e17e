package io.streetward.pipeline;

import io.streetward.detect.Detections;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a camera deserves every picture just now, or its keyframes will do. Two witnesses call attention: more bits than
 * usual in the stream, and something that came, went or moved between two looks. It lasts a while after the last call, so
 * that a pause in a movement does not end it.
 *
 * <p>The reader thread tells of packets, the rule lane of looks; anyone may ask.
 */
final class Attention {
    /** A person who stops for breath, a car at a crossing: longer pauses are caught by the next keyframe anyway. */
    private static final Duration HOLD = Duration.ofSeconds(5);

    private final DecodePolicy.Mode mode;
    private final BitstreamActivity activity = new BitstreamActivity();
    private final SceneChange change;
    private final AtomicLong watchUntilMicros = new AtomicLong(Long.MIN_VALUE);
    private volatile long nowMicros = Long.MIN_VALUE;

    Attention(DecodePolicy policy) {
        this.mode = policy.mode();
        this.change = new SceneChange(policy.ground());
    }

    /** Takes note of a packet; on the reader thread. Returns whether there is anything in it for the decoder. */
    boolean onPacket(EncodedPacket packet) {
        nowMicros = packet.dts().micros();
        if (mode == DecodePolicy.Mode.AUTO && activity.busy(packet)) {
            call(packet.dts());
        }
        return packet.keyframe() || watching();
    }

    /** Takes note of what was seen; on the camera's rule lane. */
    void onLook(Detections look) {
        if (mode == DecodePolicy.Mode.AUTO && change.differs(look)) {
            call(look.frame().pts());
        }
    }

    /** Whether every picture is to be decoded now. */
    boolean watching() {
        return switch (mode) {
            case ALL, EVERY -> true;
            case KEYFRAMES -> false;
            case AUTO -> nowMicros < watchUntilMicros.get();
        };
    }

    private void call(MediaTime at) {
        watchUntilMicros.accumulateAndGet(at.plus(HOLD).micros(), Math::max);
    }
}
