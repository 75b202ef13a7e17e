package io.streetward.tools.camera;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.streetward.media.VideoCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVBitStreamFilter;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a video file, first keyframe to end: its access units in decode order, each keyframe with its parameter
 * sets before it. For one thread.
 */
final class VideoFile implements AutoCloseable {
    /** RTP's clock for video (RFC 6184 and RFC 7798, section 8.1 of the one, 7.1 of the other). */
    static final int TICKS_PER_SECOND = 90_000;

    private static final AVRational TICK = new AVRational().num(1).den(TICKS_PER_SECOND);

    private final Path file;
    private final AVFormatContext container;
    private final AVStream stream;
    private final VideoCodec codec;
    private final AVBSFContext toAnnexB;
    private final AVPacket packet;
    private final byte[] parameterSets;
    private boolean pastFirstKeyframe;
    private boolean drained;
    private long lastDtsTicks = Long.MIN_VALUE;

    private VideoFile(Path file, AVFormatContext container, AVStream stream, VideoCodec codec, AVBSFContext toAnnexB) {
        this.file = file;
        this.container = container;
        this.stream = stream;
        this.codec = codec;
        this.toAnnexB = toAnnexB;
        this.packet = av_packet_alloc();
        AVCodecParameters out = toAnnexB.par_out();
        this.parameterSets = new byte[out.extradata_size()];
        if (parameterSets.length > 0) {
            out.extradata().get(parameterSets);
        }
    }

    /**
     * Opens a file.
     *
     * @throws CameraException when there is no such file, or no H.264 or H.265 video in it
     */
    static VideoFile open(Path file) throws CameraException {
        if (!Files.isRegularFile(file)) {
            throw new CameraException(file + ": no such file; expected a video file with H.264 or H.265");
        }
        AVFormatContext container = new AVFormatContext(null);
        // The prefix keeps a file called http:x.mp4 a file.
        int opened = avformat_open_input(container, "file:" + file.toAbsolutePath(), null, (AVDictionary) null);
        if (opened < 0) {
            throw new CameraException(
                    file + ": not a video file that FFmpeg can read (" + FfmpegErrors.describe(opened) + ")");
        }
        try {
            return open(file, container);
        } catch (CameraException | RuntimeException e) {
            avformat_close_input(container);
            throw e;
        }
    }

    private static VideoFile open(Path file, AVFormatContext container) throws CameraException {
        FfmpegErrors.check(avformat_find_stream_info(container, (AVDictionary) null), file + ": reading its streams");
        int index = av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (index < 0) {
            throw new CameraException(file + ": no video in it; expected H.264 or H.265");
        }
        AVStream stream = container.streams(index);
        VideoCodec codec = codecOf(file, stream.codecpar());
        AVBSFContext filter = annexBFilter(file, stream, codec);
        return new VideoFile(file, container, stream, codec, filter);
    }

    private static VideoCodec codecOf(Path file, AVCodecParameters parameters) throws CameraException {
        int id = parameters.codec_id();
        if (id == AV_CODEC_ID_H264) {
            return VideoCodec.H264;
        }
        if (id == AV_CODEC_ID_HEVC) {
            return VideoCodec.H265;
        }
        throw new CameraException(
                file + ": its video is " + avcodec_get_name(id).getString()
                        + ", and only H.264 and H.265 are served; convert it, for example with"
                        + " ffmpeg -i IN -c:v libx264 -g 50 -an OUT.mp4");
    }

    private static AVBSFContext annexBFilter(Path file, AVStream stream, VideoCodec codec) throws CameraException {
        String name = codec == VideoCodec.H264 ? "h264_mp4toannexb" : "hevc_mp4toannexb";
        AVBitStreamFilter filter = av_bsf_get_by_name(name);
        AVBSFContext context = new AVBSFContext(null);
        FfmpegErrors.check(av_bsf_alloc(filter, context), name);
        try {
            FfmpegErrors.check(avcodec_parameters_copy(context.par_in(), stream.codecpar()), name);
            context.time_base_in(stream.time_base());
            FfmpegErrors.check(av_bsf_init(context), file + ": its parameter sets (SPS, PPS)");
            return context;
        } catch (CameraException | RuntimeException e) {
            av_bsf_free(context);
            throw e;
        }
    }

    VideoCodec codec() {
        return codec;
    }

    /** Returns the codec's parameters with Annex B parameter sets; they live as long as this file is open. */
    AVCodecParameters parameters() {
        return toAnnexB.par_out();
    }

    /** Returns the parameter sets as Annex B, not a copy: not to be written to. */
    byte[] parameterSets() {
        return parameterSets;
    }

    /** Returns the next access unit, or null at the end of the file. */
    @Nullable
    AccessUnit next() throws CameraException {
        while (true) {
            int received = av_bsf_receive_packet(toAnnexB, packet);
            if (received >= 0) {
                AccessUnit unit = take();
                pastFirstKeyframe |= unit.keyframe();
                if (pastFirstKeyframe) {
                    return unit;
                }
                continue; // cut in the middle of a group of pictures: nothing to decode it from
            }
            if (received == AVERROR_EOF || drained) {
                return null;
            }
            feed();
        }
    }

    /** Hands the filter the next packet of the video stream, or the end. */
    private void feed() throws CameraException {
        while (true) {
            int read = av_read_frame(container, packet);
            if (read == AVERROR_EOF) {
                drained = true;
                av_bsf_send_packet(toAnnexB, null);
                return;
            }
            FfmpegErrors.check(read, file + ": reading on");
            if (packet.stream_index() == stream.index()) {
                int sent = av_bsf_send_packet(toAnnexB, packet);
                if (sent < 0) {
                    av_packet_unref(packet);
                    FfmpegErrors.check(sent, file + ": an access unit");
                }
                return;
            }
            av_packet_unref(packet);
        }
    }

    private AccessUnit take() throws CameraException {
        try {
            av_packet_rescale_ts(packet, stream.time_base(), TICK);
            byte[] data = new byte[packet.size()];
            packet.data().get(data);
            boolean keyframe = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            if (keyframe) {
                data = ParameterSets.ensure(data, parameterSets, codec);
            }
            return timed(data, keyframe);
        } finally {
            av_packet_unref(packet);
        }
    }

    /** Muxers want decode times that grow and presentation times not before them, whatever the file says. */
    private AccessUnit timed(byte[] data, boolean keyframe) throws CameraException {
        long duration = Math.max(0, packet.duration());
        long dts = packet.dts();
        if (dts == AV_NOPTS_VALUE) {
            dts = lastDtsTicks == Long.MIN_VALUE ? 0 : lastDtsTicks + duration;
        }
        if (lastDtsTicks != Long.MIN_VALUE && dts <= lastDtsTicks) {
            dts = lastDtsTicks + 1;
        }
        long pts = packet.pts();
        if (pts == AV_NOPTS_VALUE) {
            if (stream.codecpar().video_delay() > 0) {
                throw new CameraException(file + ": no presentation times in it, and its pictures are reordered;"
                        + " put it into a container that has them, such as MP4 or MPEG-TS");
            }
            pts = dts;
        }
        lastDtsTicks = dts;
        return new AccessUnit(data, dts, Math.max(pts, dts), duration, keyframe);
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_bsf_free(toAnnexB);
        avformat_close_input(container);
    }
}
