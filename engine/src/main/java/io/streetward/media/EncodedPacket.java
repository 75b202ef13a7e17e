package io.streetward.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One access unit as the camera sent it: never altered, shared by every reader (ring, decoder, evidence).
 *
 * <p>The payload lives on the Java heap on purpose: at 4 Mbit/s a camera costs 0.5 MB/s of copying, and in return no
 * reader can outlive its memory. It must not be written to.
 */
public final class EncodedPacket {
    private final StreamId stream;
    private final VideoFormat format;
    private final MediaTime pts;
    private final MediaTime dts;
    private final Duration duration;
    private final boolean keyframe;
    private final Instant receivedAt;
    private final @Nullable Instant capturedAt;
    private final byte[] payload;

    /** As the other, of a source that does not tell its own time. */
    public EncodedPacket(
            StreamId stream,
            VideoFormat format,
            MediaTime pts,
            MediaTime dts,
            Duration duration,
            boolean keyframe,
            Instant receivedAt,
            byte[] payload) {
        this(stream, format, pts, dts, duration, keyframe, receivedAt, null, payload);
    }

    /**
     * Takes over {@code payload}.
     *
     * @param format the format in force for this packet; it changes in mid-stream when the camera is reconfigured
     * @param duration time to the next frame as the container states it, zero when unknown
     * @param receivedAt UTC wall clock of this server when it arrived here
     * @param capturedAt UTC wall clock of the camera, from RTCP sender reports; null when it does not tell
     * @param payload owned by the packet from here on
     */
    public EncodedPacket(
            StreamId stream,
            VideoFormat format,
            MediaTime pts,
            MediaTime dts,
            Duration duration,
            boolean keyframe,
            Instant receivedAt,
            @Nullable Instant capturedAt,
            byte[] payload) {
        this.stream = stream;
        this.format = format;
        this.pts = pts;
        this.dts = dts;
        this.duration = duration;
        this.keyframe = keyframe;
        this.receivedAt = receivedAt;
        this.capturedAt = capturedAt;
        this.payload = payload;
    }

    public StreamId stream() {
        return stream;
    }

    public VideoFormat format() {
        return format;
    }

    public MediaTime pts() {
        return pts;
    }

    public MediaTime dts() {
        return dts;
    }

    public Duration duration() {
        return duration;
    }

    public boolean keyframe() {
        return keyframe;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    /** By the camera's own clock, which may be wrong; null when it does not tell. */
    public @Nullable Instant capturedAt() {
        return capturedAt;
    }

    public int sizeBytes() {
        return payload.length;
    }

    /** A read-only view with its own position. */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(payload).asReadOnlyBuffer();
    }

    /** Copies the payload to {@code target} at its position. */
    public void copyTo(ByteBuffer target) {
        target.put(payload);
    }

    @Override
    public String toString() {
        return stream + " " + pts + (keyframe ? " key " : " ") + payload.length + " B";
    }
}
