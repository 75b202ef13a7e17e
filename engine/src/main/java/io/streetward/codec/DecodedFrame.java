package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A lease on a reference-counted {@code AVFrame}; each lease owns a reference of its own, so none can free another's. */
final class DecodedFrame implements VideoFrame {
    /** libavutil/frame.h, {@code AV_FRAME_FLAG_KEY}: a macro the bindings do not carry. */
    private static final int AV_FRAME_FLAG_KEY = 1 << 1;

    /** Likewise {@code AV_FRAME_FLAG_CORRUPT}. */
    private static final int AV_FRAME_FLAG_CORRUPT = 1;

    private final NativeLeases leases;
    private final StreamId stream;
    private final MediaTime pts;
    private final Instant receivedAt;
    private final AVFrame frame;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over {@code frame}. */
    DecodedFrame(NativeLeases leases, StreamId stream, MediaTime pts, Instant receivedAt, AVFrame frame) {
        this.leases = leases;
        this.stream = stream;
        this.pts = pts;
        this.receivedAt = receivedAt;
        this.frame = frame;
        leases.opened();
    }

    AVFrame frame() {
        if (closed.get()) {
            throw new IllegalStateException("the lease on " + stream + " " + pts + " is closed");
        }
        return frame;
    }

    /** Whether data was missing and the decoder had to guess at a part of the picture. */
    boolean damaged() {
        return frame().decode_error_flags() != 0 || (frame().flags() & AV_FRAME_FLAG_CORRUPT) != 0;
    }

    @Override
    public StreamId stream() {
        return stream;
    }

    @Override
    public MediaTime pts() {
        return pts;
    }

    @Override
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public int widthPx() {
        return frame().width();
    }

    @Override
    public int heightPx() {
        return frame().height();
    }

    @Override
    public boolean keyframe() {
        return (frame().flags() & AV_FRAME_FLAG_KEY) != 0;
    }

    @Override
    public VideoFrame retain() {
        return new DecodedFrame(leases, stream, pts, receivedAt, av_frame_clone(frame()));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            av_frame_free(frame);
            leases.closed();
        }
    }
}
