package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an MP4 of drawn pictures, for people to look at: H.264 by Cisco's OpenH264 where this build of FFmpeg has it,
 * MPEG-4 part 2 otherwise. Never for evidence, which is remuxed.
 *
 * <p>For one thread at a time. The file is complete only after {@link #finish()}.
 */
public final class VideoEncoder implements AutoCloseable {
    private static final int TICKS_PER_SECOND = 1_000;

    /** Text one can read: about 0.2 bits a pixel at ten pictures a second, more than such pictures mostly need. */
    private static final double BITS_PER_PIXEL_SECOND = 2;

    private final Path target;
    private final int widthPx;
    private final int heightPx;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame drawn = av_frame_alloc();
    private final AVFrame yuv = av_frame_alloc();
    private final SwsContext converter = sws_alloc_context();
    private final AVCodecContext encoder;
    private final AVFormatContext file;
    private long lastTick = Long.MIN_VALUE;
    private boolean closed;

    /**
     * Begins a file; one that is there is replaced.
     *
     * @param widthPx of the pictures; an odd last column is left out, as 4:2:0 has none
     * @param heightPx likewise
     * @throws FfmpegException when it cannot be written
     */
    public VideoEncoder(Path target, int widthPx, int heightPx) throws FfmpegException {
        FfmpegLog.install();
        this.target = target;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        @Nullable AVCodecContext opened = null;
        @Nullable AVFormatContext begun = null;
        boolean done = false;
        try {
            opened = openEncoder(widthPx - widthPx % 2, heightPx - heightPx % 2);
            this.encoder = opened;
            begun = openFile(opened);
            this.file = begun;
            describe(drawn, AV_PIX_FMT_BGR24, widthPx - widthPx % 2, heightPx - heightPx % 2);
            describe(yuv, AV_PIX_FMT_YUV420P, widthPx - widthPx % 2, heightPx - heightPx % 2);
            yuv.colorspace(AVCOL_SPC_SMPTE170M);
            yuv.color_range(AVCOL_RANGE_MPEG);
            converter.flags(SWS_BILINEAR);
            done = true;
        } finally {
            if (!done) {
                if (begun != null) {
                    closeFile(begun);
                }
                if (opened != null) {
                    avcodec_free_context(opened);
                }
                freeOwn();
            }
        }
    }

    /**
     * Adds a picture.
     *
     * @param bgr interleaved 8-bit B G R, rows top to bottom without padding
     * @param at from the beginning of the file; a picture not after the one before is moved a millisecond behind it
     * @throws FfmpegException when FFmpeg refuses it or the file cannot be written
     */
    public void add(byte[] bgr, Duration at) throws FfmpegException {
        FfmpegException.check(av_frame_make_writable(drawn), "cannot draw " + target);
        BytePointer pixels = drawn.data(0);
        int stride = drawn.linesize(0);
        int rowBytes = drawn.width() * 3;
        for (int y = 0; y < drawn.height(); y++) {
            pixels.position((long) y * stride).put(bgr, y * widthPx * 3, rowBytes);
        }
        FfmpegException.check(av_frame_make_writable(yuv), "cannot draw " + target);
        FfmpegException.check(sws_scale_frame(converter, yuv, drawn), "cannot convert a picture");
        lastTick = Math.max(at.toMillis(), lastTick + 1);
        yuv.pts(lastTick);
        FfmpegException.check(avcodec_send_frame(encoder, yuv), "cannot encode a picture");
        drain();
    }

    /**
     * Writes what is left and the index.
     *
     * @throws IOException when the file cannot be written
     */
    public void finish() throws IOException {
        FfmpegException.check(avcodec_send_frame(encoder, (AVFrame) null), "cannot finish " + target);
        drain();
        FfmpegException.check(av_write_trailer(file), "cannot finish " + target);
    }

    public int widthPx() {
        return widthPx;
    }

    public int heightPx() {
        return heightPx;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        closeFile(file);
        avcodec_free_context(encoder);
        freeOwn();
    }

    private void drain() throws FfmpegException {
        while (true) {
            int result = avcodec_receive_packet(encoder, packet);
            if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
                return;
            }
            FfmpegException.check(result, "cannot encode a picture");
            packet.stream_index(0);
            av_packet_rescale_ts(packet, ticks(), file.streams(0).time_base());
            FfmpegException.check(av_interleaved_write_frame(file, packet), "cannot write " + target);
        }
    }

    private static AVCodecContext openEncoder(int width, int height) throws FfmpegException {
        AVCodec openH264 = avcodec_find_encoder_by_name("libopenh264");
        AVCodec codec = openH264 == null ? avcodec_find_encoder(AV_CODEC_ID_MPEG4) : openH264;
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.width(width);
        context.height(height);
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base(ticks());
        context.bit_rate(Math.round(BITS_PER_PIXEL_SECOND * width * height));
        context.gop_size(50);
        context.thread_count(1);
        context.colorspace(AVCOL_SPC_SMPTE170M);
        context.color_range(AVCOL_RANGE_MPEG);
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        int opened = avcodec_open2(context, codec, (AVDictionary) null);
        if (opened < 0) {
            avcodec_free_context(context);
            throw new FfmpegException("cannot open the video encoder for " + width + "x" + height, opened);
        }
        return context;
    }

    private AVFormatContext openFile(AVCodecContext from) throws FfmpegException {
        AVFormatContext fresh = new AVFormatContext(null);
        FfmpegException.check(
                avformat_alloc_output_context2(fresh, (AVOutputFormat) null, "mp4", target.toString()),
                "cannot make an MP4");
        AVDictionary options = new AVDictionary(null);
        boolean opened = false;
        try {
            AVStream stream = avformat_new_stream(fresh, (AVCodec) null);
            stream.time_base(ticks());
            FfmpegException.check(avcodec_parameters_from_context(stream.codecpar(), from), "cannot make an MP4");
            AVIOContext io = new AVIOContext(null);
            FfmpegException.check(
                    avio_open(io, "file:" + target.toAbsolutePath(), AVIO_FLAG_WRITE), "cannot write " + target);
            fresh.pb(io);
            av_dict_set(options, "movflags", "+faststart", 0);
            FfmpegException.check(avformat_write_header(fresh, options), "cannot begin " + target);
            opened = true;
            return fresh;
        } finally {
            av_dict_free(options);
            if (!opened) {
                closeFile(fresh);
            }
        }
    }

    private static void closeFile(AVFormatContext context) {
        AVIOContext io = context.pb();
        if (io != null) {
            context.pb(null);
            avio_close(io);
        }
        avformat_free_context(context);
    }

    private static void describe(AVFrame frame, int format, int width, int height) throws FfmpegException {
        frame.format(format);
        frame.width(width);
        frame.height(height);
        FfmpegException.check(av_frame_get_buffer(frame, 0), "cannot hold a picture");
    }

    private void freeOwn() {
        av_packet_free(packet);
        av_frame_free(drawn);
        av_frame_free(yuv);
        sws_free_context(converter);
    }

    private static AVRational ticks() {
        return new AVRational().num(1).den(TICKS_PER_SECOND);
    }
}
