package io.streetward.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

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
    private final byte[] payload;

    /**
     * Takes over {@code payload}.
     *
     * @param format the format in force for this packet; it changes in mid-stream when the camera is reconfigured
     * @param duration time to the next frame as the container states it, zero when unknown
     * @param receivedAt UTC wall clock when the last byte arrived here
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
            byte[] payload) {
        this.stream = stream;
        this.format = format;
        this.pts = pts;
        this.dts = dts;
        this.duration = duration;
        this.keyframe = keyframe;
        this.receivedAt = receivedAt;
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
