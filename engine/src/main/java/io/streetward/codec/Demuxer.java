package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_PRFT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
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

import io.streetward.media.VideoFormat;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVProducerReferenceTime;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/**
 * Reads access units of the first H.264 or H.265 stream of a source: RTSP, HTTP or a file.
 *
 * <p>No call here can hang: FFmpeg's own socket timeout, and an interrupt callback that FFmpeg asks in all its waits, end
 * each call after its time; {@link #interrupt()} ends it at once from another thread. Only a name server that does not
 * answer can hold up {@link #open} for longer, inside the C library. Everything else is for one thread.
 *
 * <p>An RTSP source is open as soon as it has described itself: nothing is read ahead to guess at its format, so a stream
 * of one picture in five seconds opens as fast as any, and no probe buffers are held.
 */
public final class Demuxer implements AutoCloseable {
    /**
     * How to open a source.
     *
     * @param overUdp RTP over UDP instead of interleaved in the RTSP connection (RFC 2326 section 10.12)
     * @param tls whom to believe; used by rtsps and https only
     * @param openTimeout bound on connecting and learning the format
     * @param readTimeout bound on the wait for one packet
     */
    public record Settings(boolean overUdp, TlsTrust tls, Duration openTimeout, Duration readTimeout) {
        /** Over TCP, with the system's certificates. */
        public static Settings of(Duration openTimeout, Duration readTimeout) {
            return new Settings(false, TlsTrust.SYSTEM, openTimeout, readTimeout);
        }
    }

    /** Linux's ETIMEDOUT, which the bindings do not carry: FFmpeg's own timeout. */
    private static final int AVERROR_ETIMEDOUT = -110;

    private static final AVRational MICROSECONDS = new AVRational().num(1).den(1_000_000);

    // A keyframe of a 4K camera comes in one go; the kernel caps it at net.core.rmem_max.
    private static final String UDP_RECEIVE_BYTES = Integer.toString(2 << 20);

    static {
        // Once for the process: it takes a lock inside FFmpeg and OpenSSL.
        FfmpegLog.install();
        avformat_network_init();
    }

    private final ReadDeadline deadline;
    private final AVFormatContext context;
    private final AVPacket packet;
    private final AVStream stream;
    private final FormatTracker tracker;
    private final Duration readTimeout;
    private final boolean rtsp;
    private final boolean paced;
    private boolean begun;
    private long nextArrivedNanos;
    private long nextSenderMicros = DemuxedPacket.NO_TIMESTAMP;

    private Demuxer(
            ReadDeadline deadline, AVFormatContext context, AVStream stream, SourceUrl source, Duration readTimeout) {
        this.deadline = deadline;
        this.context = context;
        this.stream = stream;
        this.tracker = new FormatTracker(stream.codecpar());
        this.readTimeout = readTimeout;
        this.rtsp = source.isRtsp();
        this.paced = source.isFile() || (!rtsp && seekable(context.pb()));
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
            if (!source.isRtsp()) {
                FfmpegException.check(
                        avformat_find_stream_info(context, (AVDictionary) null),
                        "cannot learn the format of " + source);
            }
            AVStream stream = videoStream(context, source);
            return new Demuxer(deadline, context, stream, source, settings.readTimeout());
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

    /** The format of the packet read last; of an RTSP source the size is 0 until its first keyframe. */
    public VideoFormat format() {
        return tracker.format();
    }

    /** A recording, which comes as fast as it is read: whoever wants it in real time waits between packets. */
    public boolean recorded() {
        return paced;
    }

    /** As {@link #read(Duration)}, with the read timeout it was opened with. */
    public @Nullable DemuxedPacket read() throws FfmpegException {
        return read(readTimeout);
    }

    /**
     * Waits for the next access unit.
     *
     * @param limit bound on the wait; beyond the read timeout it was opened with FFmpeg's own may come first
     * @return null at the end of a file or when the server ends the stream
     * @throws FfmpegException on a broken connection, or when nothing came in time
     */
    public @Nullable DemuxedPacket read(Duration limit) throws FfmpegException {
        // When a wait is ended FFmpeg first hands out the picture it was assembling, and would wait again after that.
        if (deadline.endedAWait()) {
            throw FfmpegException.timedOut("the camera went silent", limit);
        }
        deadline.start(limit);
        while (true) {
            int result = av_read_frame(context, packet);
            if (result == AVERROR_EOF) {
                return null;
            }
            if (result < 0 && (deadline.passed() || result == AVERROR_ETIMEDOUT)) {
                throw FfmpegException.timedOut("the camera went silent", limit);
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
        boolean keyframe = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        if (keyframe) {
            tracker.follow(payload);
        }
        long now = System.nanoTime();
        long sender = senderMicros();
        // FFmpeg counts RTP's time from the first packet, but leaves that one's own unsaid.
        DemuxedPacket taken = new DemuxedPacket(
                packet.pts() == AV_NOPTS_VALUE && rtsp && !begun ? 0 : micros(packet.pts()),
                micros(packet.dts()),
                packet.duration() <= 0 ? 0 : av_rescale_q(packet.duration(), stream.time_base(), MICROSECONDS),
                keyframe,
                rtsp && begun ? nextArrivedNanos : now,
                rtsp ? nextSenderMicros : sender,
                payload);
        // RTP carries NAL units; FFmpeg knows an access unit for whole when the next one begins to come. So it is now
        // that the next one comes, and the sender's time that FFmpeg hangs on this one belongs to the next.
        begun = true;
        nextArrivedNanos = now;
        nextSenderMicros = sender;
        return taken;
    }

    private long senderMicros() {
        try (SizeTPointer size = new SizeTPointer(1)) {
            BytePointer found = av_packet_get_side_data(packet, AV_PKT_DATA_PRFT, size);
            return found == null ? DemuxedPacket.NO_TIMESTAMP : new AVProducerReferenceTime(found).wallclock();
        }
    }

    private long micros(long timestamp) {
        return timestamp == AV_NOPTS_VALUE
                ? DemuxedPacket.NO_TIMESTAMP
                : av_rescale_q(timestamp, stream.time_base(), MICROSECONDS);
    }

    private static boolean seekable(@Nullable AVIOContext io) {
        return io != null && io.seekable() != 0;
    }

    private static AVDictionary options(SourceUrl source, Settings settings) {
        AVDictionary options = new AVDictionary(null);
        String timeoutMicros = Long.toString(settings.readTimeout().toNanos() / 1_000);
        if (source.isRtsp()) {
            av_dict_set(options, "rtsp_transport", settings.overUdp() ? "udp" : "tcp", 0);
            av_dict_set(options, "timeout", timeoutMicros, 0);
            av_dict_set(options, "allowed_media_types", "video", 0);
            av_dict_set(options, "user_agent", "Streetward", 0);
            if (settings.overUdp()) {
                av_dict_set(options, "buffer_size", UDP_RECEIVE_BYTES, 0);
            }
        } else if (!source.isFile()) {
            av_dict_set(options, "rw_timeout", timeoutMicros, 0);
            av_dict_set(options, "user_agent", "Streetward", 0);
        }
        if (source.overTls()) {
            Path caFile = settings.tls().caFile();
            av_dict_set(options, "tls_verify", settings.tls().verify() ? "1" : "0", 0);
            if (caFile != null) {
                av_dict_set(options, "ca_file", caFile.toString(), 0);
            }
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
}
