package io.streetward.ingest;

import io.streetward.codec.DemuxedPacket;
import io.streetward.media.MediaTime;

/**
 * Lays a source's timestamps on one timeline that never runs backwards and never stops counting.
 *
 * <p>Within a connection the source's own clock rules. Across a reconnect, or where the source jumps (camera rebooted,
 * clock set, PTS wrapped), the timeline goes on by the time that really passed, so that a dwell measured across it stays
 * true.
 *
 * <p>Decode timestamps carry the timeline, since presentation ones run back and forth with B-frames.
 */
final class StreamTimeline {
    /** A step of the source's clock further than this from the time that really passed is a jump, not a late packet. */
    private static final long JUMP_MICROS = 5_000_000;

    private long offsetMicros;
    private long lastDtsMicros;
    private long lastSeenNanos;
    private boolean started;
    private boolean reconnected;
    private long jumps;

    /** Where one access unit lies. */
    record Placed(MediaTime pts, MediaTime dts) {}

    /** The next packet comes from a new connection, whose timestamps start anywhere. */
    void reconnect() {
        reconnected = true;
    }

    /**
     * Places an access unit.
     *
     * @param nowNanos monotonic time of its arrival
     */
    Placed place(DemuxedPacket packet, long nowNanos) {
        long dts = packet.dtsMicros() != DemuxedPacket.NO_TIMESTAMP ? packet.dtsMicros() : packet.ptsMicros();
        if (dts == DemuxedPacket.NO_TIMESTAMP) {
            dts = guess(packet, nowNanos) - offsetMicros;
        }
        if (!started) {
            offsetMicros = -dts;
        } else if (reconnected || jumped(dts, nowNanos)) {
            jumps += reconnected ? 0 : 1;
            offsetMicros = guess(packet, nowNanos) - dts;
        }
        long placedDts = started ? Math.max(dts + offsetMicros, lastDtsMicros) : 0;
        long pts = packet.ptsMicros() == DemuxedPacket.NO_TIMESTAMP ? placedDts : packet.ptsMicros() + offsetMicros;
        started = true;
        reconnected = false;
        lastDtsMicros = placedDts;
        lastSeenNanos = nowNanos;
        return new Placed(new MediaTime(pts), new MediaTime(placedDts));
    }

    /** Jumps of the source's clock bridged so far. */
    long jumps() {
        return jumps;
    }

    private boolean jumped(long dts, long nowNanos) {
        long step = dts + offsetMicros - lastDtsMicros;
        return Math.abs(step - elapsedMicros(nowNanos)) > JUMP_MICROS;
    }

    /** Where the timeline should be now, going by the clock on the wall. */
    private long guess(DemuxedPacket packet, long nowNanos) {
        return started ? lastDtsMicros + Math.max(packet.durationMicros(), elapsedMicros(nowNanos)) : 0;
    }

    private long elapsedMicros(long nowNanos) {
        return (nowNanos - lastSeenNanos) / 1_000;
    }
}
