package io.streetward.ingest;

import io.streetward.codec.DemuxedPacket;
import io.streetward.media.MediaTime;
import java.util.OptionalLong;

/**
 * Lays a source's timestamps on one timeline that never runs backwards and never stops counting.
 *
 * <p>Within a connection the source's own clock rules. Across a reconnect, or where the source jumps (camera rebooted,
 * clock set, 32- or 33-bit PTS wrapped) or stands still, the timeline goes on by the time that really passed, so that a
 * dwell measured across it stays true. Packets that come late and in a bunch, after a congested network let go, keep the
 * source's times: a backlog drains within seconds, and only a lag that stays is taken for a step of the clock.
 *
 * <p>Decode timestamps carry the timeline, since presentation ones run back and forth with B-frames.
 */
final class StreamTimeline {
    /** A step ahead of the time that really passed by more than this is a jump, not an early packet. */
    private static final long AHEAD_MICROS = 5_000_000;

    /** Decode times do not run backwards; presentation times that stand for them do, by a few pictures. */
    private static final long BACK_MICROS = 1_000_000;

    /** Two fields of a picture may share a timestamp, but not for long. */
    private static final long STANDSTILL_NANOS = 500_000_000;

    private static final long BACKLOG_NANOS = 10_000_000_000L;

    /** Clocks of cameras run wrong by up to 200 ppm; a lag that grows more slowly than this is no event. */
    private static final double DRIFT = 1e-3;

    private final DecodeOrder order = new DecodeOrder();
    private final OptionalLong zeroNanos;
    private long offsetMicros;
    private long lastSourceDts;
    private long lastDtsMicros;
    private long lastSeenNanos;
    private long lastMovedNanos;
    private boolean started;
    private boolean reconnected;
    private long jumps;

    /** Least of arrival minus media time, in microseconds, lately: how the timeline lies against this machine's clock. */
    private double leastLagMicros = Double.NaN;

    private long laggingSinceNanos;

    /** Where one access unit lies. */
    record Placed(MediaTime pts, MediaTime dts) {}

    /** A timeline whose zero is the first access unit. */
    StreamTimeline() {
        this.zeroNanos = OptionalLong.empty();
    }

    /**
     * A timeline that two streams of one camera can share.
     *
     * @param zeroNanos the monotonic time that is its zero
     */
    StreamTimeline(long zeroNanos) {
        this.zeroNanos = OptionalLong.of(zeroNanos);
    }

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
        if (reconnected) {
            order.restart();
        }
        long dts = sourceDts(packet, nowNanos);
        boolean stands = started && !reconnected && dts == lastSourceDts;
        if (!started) {
            offsetMicros = guess(packet, nowNanos) - dts;
        } else if (reconnected || jumped(dts, nowNanos)) {
            jumps += reconnected ? 0 : 1;
            order.restart();
            offsetMicros = guess(packet, nowNanos) - dts;
        } else if (stands && nowNanos - lastMovedNanos > STANDSTILL_NANOS) {
            offsetMicros = guess(packet, nowNanos) - dts;
        }
        if (!stands) {
            lastMovedNanos = nowNanos;
        }
        followLag(dts, nowNanos);
        long placedDts = Math.max(dts + offsetMicros, started ? lastDtsMicros : Long.MIN_VALUE);
        long pts = packet.ptsMicros() == DemuxedPacket.NO_TIMESTAMP ? placedDts : packet.ptsMicros() + offsetMicros;
        // Without any timestamp there is nothing to anchor yet.
        reconnected = (reconnected || !started) && !timed(packet);
        started = true;
        lastSourceDts = dts;
        lastDtsMicros = placedDts;
        lastSeenNanos = nowNanos;
        return new Placed(new MediaTime(pts), new MediaTime(placedDts));
    }

    /** Jumps of the source's clock bridged so far. */
    long jumps() {
        return jumps;
    }

    /** Arrival by this machine's monotonic clock, minus media time, of the packets that were least delayed lately. */
    long arrivalMinusMediaMicros() {
        return Math.round(leastLagMicros);
    }

    /** Moves what follows by {@code micros}; never back before what has been placed. */
    void shift(long micros) {
        offsetMicros += micros;
        leastLagMicros -= micros;
    }

    private long sourceDts(DemuxedPacket packet, long nowNanos) {
        if (packet.dtsMicros() != DemuxedPacket.NO_TIMESTAMP) {
            return packet.dtsMicros();
        }
        return packet.ptsMicros() != DemuxedPacket.NO_TIMESTAMP
                ? order.dtsOf(packet.ptsMicros())
                : guess(packet, nowNanos) - offsetMicros;
    }

    private static boolean timed(DemuxedPacket packet) {
        return packet.dtsMicros() != DemuxedPacket.NO_TIMESTAMP || packet.ptsMicros() != DemuxedPacket.NO_TIMESTAMP;
    }

    private boolean jumped(long dts, long nowNanos) {
        long step = dts + offsetMicros - lastDtsMicros;
        return step < -BACK_MICROS || step > elapsedMicros(nowNanos) + AHEAD_MICROS;
    }

    private void followLag(long dts, long nowNanos) {
        double lag = nowNanos / 1e3 - (dts + offsetMicros);
        leastLagMicros = Double.isNaN(leastLagMicros)
                ? lag
                : Math.min(lag, leastLagMicros + DRIFT * Math.max(0, elapsedMicros(nowNanos)));
        double excess = lag - leastLagMicros;
        if (excess < AHEAD_MICROS) {
            laggingSinceNanos = nowNanos;
        } else if (nowNanos - laggingSinceNanos > BACKLOG_NANOS) {
            jumps++;
            offsetMicros = offsetMicros + Math.round(excess);
            laggingSinceNanos = nowNanos;
        }
    }

    /** Where the timeline should be now, going by the clock on the wall. */
    private long guess(DemuxedPacket packet, long nowNanos) {
        if (started) {
            return lastDtsMicros + Math.max(packet.durationMicros(), elapsedMicros(nowNanos));
        }
        return zeroNanos.isPresent() ? (nowNanos - zeroNanos.getAsLong()) / 1_000 : 0;
    }

    private long elapsedMicros(long nowNanos) {
        return (nowNanos - lastSeenNanos) / 1_000;
    }
}
