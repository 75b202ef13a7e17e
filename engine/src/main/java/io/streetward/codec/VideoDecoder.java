package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFormat;
import io.streetward.media.VideoFrame;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one stream on the calling thread: the engine's parallelism is across cameras, and a decoder with threads of its
 * own would hold several pictures more and spread over every core. With a hardware device FFmpeg decodes there what the
 * device can, and in software what it cannot; pictures come back to ordinary memory either way.
 *
 * <p>For one thread at a time.
 */
public final class VideoDecoder implements AutoCloseable {
    /** Enough for any reordering: H.264 and H.265 hold at most 16 pictures back. */
    private static final int MAX_IN_FLIGHT = 32;

    private final NativeLeases leases;
    private final StreamId stream;
    private final AVCodecContext context;
    private final AVPacket packet;
    private final Map<Long, Instant> receivedAtByPts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Instant> eldest) {
            return size() > MAX_IN_FLIGHT;
        }
    };

    /**
     * Opens a software decoder.
     *
     * @throws FfmpegException when FFmpeg refuses the format
     */
    public VideoDecoder(StreamId stream, VideoFormat format, NativeLeases leases) throws FfmpegException {
        this(stream, format, leases, null);
    }

    /**
     * Opens a decoder.
     *
     * @param hardware where to decode, or null for software
     * @throws FfmpegException when FFmpeg refuses the format
     */
    public VideoDecoder(StreamId stream, VideoFormat format, NativeLeases leases, @Nullable HardwareDevice hardware)
            throws FfmpegException {
        FfmpegLog.install();
        this.stream = stream;
        this.leases = leases;
        AVCodec codec = hardware == null
                ? avcodec_find_decoder(Packets.codecId(format.codec()))
                : hardware.decoderFor(format.codec());
        this.context = avcodec_alloc_context3(codec);
        context.thread_count(1);
        // FFmpeg frees it with the context.
        context.extradata(Packets.padded(format.extradata()));
        context.extradata_size(format.extradata().remaining());
        if (hardware != null) {
            // With a device set, FFmpeg's own choice of pixel format prefers the device and falls back to software.
            context.hw_device_ctx(hardware.newReference());
        }
        int opened = avcodec_open2(context, codec, (AVDictionary) null);
        if (opened < 0) {
            avcodec_free_context(context);
            throw new FfmpegException("cannot decode " + format + " of " + stream, opened);
        }
        this.packet = av_packet_alloc();
    }

    /**
     * Feeds one access unit; hands on zero or more pictures, in presentation order. The consumer owns each lease.
     *
     * @throws FfmpegException on damaged data; the decoder recovers at the next keyframe
     */
    public void decode(EncodedPacket unit, Consumer<VideoFrame> consumer) throws FfmpegException {
        Packets.fill(packet, unit);
        try {
            packet.pts(unit.pts().micros());
            packet.dts(unit.dts().micros());
            receivedAtByPts.put(unit.pts().micros(), unit.receivedAt());
            FfmpegException.check(avcodec_send_packet(context, packet), "cannot decode " + unit);
        } finally {
            av_packet_unref(packet);
        }
        receive(unit.receivedAt(), consumer);
    }

    /** Hands on what the decoder still holds back; afterwards it starts anew at a keyframe. */
    public void drain(Consumer<VideoFrame> consumer) throws FfmpegException {
        avcodec_send_packet(context, (AVPacket) null);
        receive(Instant.EPOCH, consumer);
        flush();
    }

    /** Forgets everything; the next access unit must be a keyframe. */
    public void flush() {
        avcodec_flush_buffers(context);
        receivedAtByPts.clear();
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(context);
    }

    private void receive(Instant fallback, Consumer<VideoFrame> consumer) throws FfmpegException {
        while (true) {
            AVFrame frame = av_frame_alloc();
            int result = avcodec_receive_frame(context, frame);
            if (result < 0) {
                av_frame_free(frame);
                if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
                    return;
                }
                throw new FfmpegException("cannot decode a picture of " + stream, result);
            }
            if (frame.hw_frames_ctx() != null) {
                frame = HardwareDevice.download(frame);
            }
            long pts = frame.best_effort_timestamp();
            Instant receivedAt = receivedAtByPts.remove(pts);
            consumer.accept(new DecodedFrame(
                    leases, stream, new MediaTime(pts), receivedAt == null ? fallback : receivedAt, frame));
        }
    }
}
