package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_network_init;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import io.streetward.media.VideoCodec;
import io.streetward.media.VideoFormat;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Reads access units of the first H.264 or H.265 stream of a source: RTSP, HTTP or a file.
 *
 * <p>No call here can hang: FFmpeg's own socket timeout, and an interrupt callback that FFmpeg asks in all its waits, end
 * each call after its time; {@link #interrupt()} ends it at once from another thread. Everything else is for one thread.
 */
public final class Demuxer implements AutoCloseable {
    /**
     * How to open a source.
     *
     * @param overUdp RTP over UDP instead of interleaved in the RTSP connection (RFC 2326 section 10.12)
     * @param openTimeout bound on connecting and learning the format
     * @param readTimeout bound on the wait for one packet
     */
    public record Settings(boolean overUdp, Duration openTimeout, Duration readTimeout) {}

    private static final AVRational MICROSECONDS = new AVRational().num(1).den(1_000_000);

    private final ReadDeadline deadline;
    private final AVFormatContext context;
    private final AVPacket packet;
    private final AVStream stream;
    private final VideoFormat format;
    private final Duration readTimeout;

    private Demuxer(
            ReadDeadline deadline, AVFormatContext context, AVStream stream, VideoFormat format, Duration readTimeout) {
        this.deadline = deadline;
        this.context = context;
        this.stream = stream;
        this.format = format;
        this.readTimeout = readTimeout;
        this.packet = av_packet_alloc();
    }

    /**
     * Connects and learns the stream's format.
     *
     * @param stop asked while waiting; true ends the attempt
     * @throws FfmpegException when the source cannot be reached, refuses, or says nothing in time
     * @throws UnsupportedStreamException when it has no H.264 or H.265 video
     */
    public static Demuxer open(SourceUrl source, Settings settings, Interruption stop)
            throws FfmpegException, UnsupportedStreamException {
        FfmpegLog.install();
        avformat_network_init();
        ReadDeadline deadline = new ReadDeadline(System::nanoTime, stop);
        AVFormatContext context = avformat_alloc_context();
        deadline.install(context);
        // Estimating the frame rate would read a second or more of a live stream; timestamps tell it anyway.
        context.fps_probe_size(0);
        deadline.start(settings.openTimeout());
        long startNanos = System.nanoTime();
        AVDictionary options = options(source, settings);
        boolean opened = false;
        try {
            // On failure avformat_open_input frees the context itself.
            FfmpegException.check(
                    avformat_open_input(context, source.forFfmpeg(), (AVInputFormat) null, options),
                    "cannot open " + source);
            opened = true;
            FfmpegException.check(
                    avformat_find_stream_info(context, (AVDictionary) null), "cannot learn the format of " + source);
            AVStream stream = videoStream(context, source);
            VideoFormat format = formatOf(stream.codecpar());
            return new Demuxer(deadline, context, stream, format, settings.readTimeout());
        } catch (UnsupportedStreamException e) {
            avformat_close_input(context);
            deadline.close();
            throw e;
        } catch (FfmpegException e) {
            Duration waited = Duration.ofNanos(System.nanoTime() - startNanos);
            // FFmpeg calls its own socket timeout "invalid data" in the middle of an RTSP answer.
            boolean timedOut = deadline.passed() || waited.compareTo(settings.readTimeout()) >= 0;
            if (opened) {
                avformat_close_input(context);
            }
            deadline.close();
            throw timedOut && !e.unauthorised() ? FfmpegException.timedOut("cannot open " + source, waited) : e;
        } finally {
            av_dict_free(options);
        }
    }

    public VideoFormat format() {
        return format;
    }

    /**
     * Waits for the next access unit.
     *
     * @return null at the end of a file or when the server ends the stream
     * @throws FfmpegException on a broken connection, or when nothing came within the read timeout
     */
    public @Nullable DemuxedPacket read() throws FfmpegException {
        deadline.start(readTimeout);
        while (true) {
            int result = av_read_frame(context, packet);
            if (result == AVERROR_EOF) {
                return null;
            }
            if (result < 0 && deadline.passed()) {
                throw FfmpegException.timedOut("the camera went silent", readTimeout);
            }
            FfmpegException.check(result, "cannot read the next packet");
            try {
                if (packet.stream_index() == stream.index() && packet.size() > 0) {
                    return take();
                }
            } finally {
                av_packet_unref(packet);
            }
        }
    }

    /** Ends a wait in {@link #read()} from any thread, within FFmpeg's polling interval of 0.1 s. */
    public void interrupt() {
        deadline.interrupt();
    }

    @Override
    public void close() {
        // TEARDOWN waits for an answer; a dead camera gets one second.
        deadline.start(Duration.ofSeconds(1));
        av_packet_free(packet);
        avformat_close_input(context);
        deadline.close();
    }

    private DemuxedPacket take() {
        byte[] payload = new byte[packet.size()];
        packet.data().get(payload);
        return new DemuxedPacket(
                micros(packet.pts()),
                micros(packet.dts()),
                packet.duration() <= 0 ? 0 : av_rescale_q(packet.duration(), stream.time_base(), MICROSECONDS),
                (packet.flags() & AV_PKT_FLAG_KEY) != 0,
                payload);
    }

    private long micros(long timestamp) {
        return timestamp == AV_NOPTS_VALUE
                ? DemuxedPacket.NO_TIMESTAMP
                : av_rescale_q(timestamp, stream.time_base(), MICROSECONDS);
    }

    private static AVDictionary options(SourceUrl source, Settings settings) {
        AVDictionary options = new AVDictionary(null);
        String timeoutMicros = Long.toString(settings.readTimeout().toNanos() / 1_000);
        if (source.isRtsp()) {
            av_dict_set(options, "rtsp_transport", settings.overUdp() ? "udp" : "tcp", 0);
            av_dict_set(options, "timeout", timeoutMicros, 0);
            av_dict_set(options, "allowed_media_types", "video", 0);
            av_dict_set(options, "user_agent", "Streetward", 0);
        } else if (!"file".equals(source.address().getScheme())) {
            av_dict_set(options, "rw_timeout", timeoutMicros, 0);
        }
        av_dict_set(options, "analyzeduration", "3000000", 0);
        return options;
    }

    private static AVStream videoStream(AVFormatContext context, SourceUrl source) throws UnsupportedStreamException {
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < context.nb_streams(); i++) {
            AVCodecParameters parameters = context.streams(i).codecpar();
            int id = parameters.codec_id();
            if (parameters.codec_type() == AVMEDIA_TYPE_VIDEO && (id == AV_CODEC_ID_H264 || id == AV_CODEC_ID_HEVC)) {
                return context.streams(i);
            }
            BytePointer name = avcodec_get_name(id);
            seen.append(seen.length() == 0 ? "" : ", ").append(name.getString());
        }
        throw new UnsupportedStreamException(source + " has no H.264 or H.265 video; it has "
                + (seen.length() == 0 ? "no stream at all" : seen) + ". Set the camera's encoder to H.264 or H.265.");
    }

    private static VideoFormat formatOf(AVCodecParameters parameters) {
        ByteBuffer extradata = parameters.extradata_size() == 0
                ? ByteBuffer.allocate(0)
                : new BytePointer(parameters.extradata())
                        .limit(parameters.extradata_size())
                        .asByteBuffer();
        VideoCodec codec = parameters.codec_id() == AV_CODEC_ID_H264 ? VideoCodec.H264 : VideoCodec.H265;
        return new VideoFormat(codec, parameters.width(), parameters.height(), extradata);
    }
}
