package io.streetward.codec;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFormat;
import java.time.Duration;
import java.time.Instant;

/**
 * One access unit with the source's own timestamps, in microseconds, not yet on a stream's timeline.
 *
 * <p>A class, not a record: the payload is handed over, not a value to compare.
 */
public final class DemuxedPacket {
    /** The source gave no such timestamp. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    private final long ptsMicros;
    private final long dtsMicros;
    private final long durationMicros;
    private final boolean keyframe;
    private final long arrivedNanos;
    private final long senderMicros;
    private final byte[] payload;

    DemuxedPacket(
            long ptsMicros,
            long dtsMicros,
            long durationMicros,
            boolean keyframe,
            long arrivedNanos,
            long senderMicros,
            byte[] payload) {
        this.ptsMicros = ptsMicros;
        this.dtsMicros = dtsMicros;
        this.durationMicros = durationMicros;
        this.keyframe = keyframe;
        this.arrivedNanos = arrivedNanos;
        this.senderMicros = senderMicros;
        this.payload = payload;
    }

    /** {@link #NO_TIMESTAMP} when the source gave none. */
    public long ptsMicros() {
        return ptsMicros;
    }

    /** {@link #NO_TIMESTAMP} when the source gave none. */
    public long dtsMicros() {
        return dtsMicros;
    }

    /** 0 when unknown. */
    public long durationMicros() {
        return durationMicros;
    }

    public boolean keyframe() {
        return keyframe;
    }

    /** When its first bytes came, by {@link System#nanoTime()}. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    /**
     * When it was taken by the sender's own clock, in microseconds since 1970 UTC, from RTCP sender reports (RFC 3550
     * section 6.4.1); {@link #NO_TIMESTAMP} before the first report and for sources without them.
     */
    public long senderMicros() {
        return senderMicros;
    }

    /** The caller owns it from here on. */
    public byte[] payload() {
        return payload;
    }

    /** The same on the source's own timeline, as suits a file that is read for its own sake: it never arrived. */
    public EncodedPacket ofFile(StreamId stream, VideoFormat format) {
        return new EncodedPacket(
                stream,
                format,
                new MediaTime(ptsMicros),
                new MediaTime(dtsMicros),
                Duration.ZERO,
                keyframe,
                Instant.EPOCH,
                payload);
    }
}
