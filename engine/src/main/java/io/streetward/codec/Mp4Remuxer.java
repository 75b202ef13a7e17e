package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.VideoFormat;
import io.streetward.media.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * Puts a camera's access units into an MP4 (ISO/IEC 14496-12, 14496-15), index in front, without touching a bit of their
 * NAL units: only Annex B start codes become lengths. SEI, and so ONVIF media signatures, stay.
 *
 * <p>H.265 is tagged {@code hev1}, because under {@code hvc1} parameter sets would be cut out of the pictures.
 *
 * <p>For one thread at a time. The file is complete only after {@link #finish()}; write to a temporary name.
 */
public final class Mp4Remuxer implements AutoCloseable {
    /** RTP's clock for video (RFC 3551), so that no timestamp is rounded. */
    private static final int TICKS_PER_SECOND = 90_000;

    private final Path target;
    private final AVPacket packet;
    private @Nullable AVFormatContext context;
    private @Nullable EncodedPacket first;
    private @Nullable EncodedPacket last;
    private long lastDtsTicks = Long.MIN_VALUE;
    private long stepTicks;
    private long packets;
    private long skippedPackets;
    private long repairedTimestamps;

    /** Prepares to write; the file is made with the first keyframe. */
    public Mp4Remuxer(Path target) {
        FfmpegLog.install();
        this.target = target;
        this.packet = av_packet_alloc();
    }

    /** Whether {@code unit} can go into this file: an MP4 track has one format. */
    public boolean accepts(EncodedPacket unit) {
        return first == null || first.format().equals(unit.format());
    }

    /**
     * Adds the next access unit in decode order. Those before the first keyframe, or to be shown before it, are left out.
     *
     * @throws IllegalArgumentException when the format is not that of the first access unit
     * @throws FfmpegException when FFmpeg refuses it or the file cannot be written
     */
    public void write(EncodedPacket unit) throws FfmpegException {
        if (!accepts(unit)) {
            throw new IllegalArgumentException(target + ": " + unit + " is of another format, " + unit.format());
        }
        EncodedPacket start = first;
        if (start == null) {
            if (!unit.keyframe()) {
                skippedPackets++;
                return;
            }
            start = unit;
            context = open(unit);
            first = unit;
        }
        if (unit.pts().isBefore(start.pts())) {
            skippedPackets++;
            return;
        }
        append(unit, ticks(start.pts()));
    }

    /**
     * Writes the index and closes the file.
     *
     * @throws IOException when there was no keyframe or the file cannot be written
     */
    public Mp4Summary finish() throws IOException {
        AVFormatContext open = context;
        EncodedPacket from = first;
        EncodedPacket to = last;
        if (open == null || from == null || to == null) {
            throw new IOException(target + ": no keyframe to begin the clip with");
        }
        try {
            FfmpegException.check(av_write_trailer(open), "cannot finish " + target);
            FfmpegException.check(closeFile(open), "cannot finish " + target);
        } finally {
            close();
        }
        return new Mp4Summary(
                from.pts(), from.receivedAt(), to.pts(), to.receivedAt(), packets, skippedPackets, repairedTimestamps);
    }

    /** Frees everything; before {@link #finish()} it leaves an unusable file. */
    @Override
    public void close() {
        AVFormatContext open = context;
        if (open != null) {
            closeFile(open);
            avformat_free_context(open);
            context = null;
        }
        av_packet_free(packet);
    }

    private void append(EncodedPacket unit, long originTicks) throws FfmpegException {
        long dts = ticks(unit.dts()) - originTicks;
        long pts = ticks(unit.pts()) - originTicks;
        if (dts <= lastDtsTicks || pts < Math.max(dts, lastDtsTicks + 1)) {
            repairedTimestamps++;
            dts = Math.max(dts, lastDtsTicks + 1);
            pts = Math.max(pts, dts);
        }
        stepTicks = lastDtsTicks == Long.MIN_VALUE ? 0 : dts - lastDtsTicks;
        lastDtsTicks = dts;
        long durationTicks = ticks(MediaTime.ZERO.plus(unit.duration()));
        try {
            Packets.fill(packet, unit);
            packet.stream_index(0);
            packet.pts(pts);
            packet.dts(dts);
            packet.duration(durationTicks > 0 ? durationTicks : stepTicks);
            FfmpegException.check(av_write_frame(context, packet), "cannot write " + unit + " to " + target);
        } finally {
            av_packet_unref(packet);
        }
        packets++;
        if (last == null || unit.pts().isAfter(last.pts())) {
            last = unit;
        }
    }

    private AVFormatContext open(EncodedPacket keyframe) throws FfmpegException {
        AVFormatContext fresh = new AVFormatContext(null);
        FfmpegException.check(
                avformat_alloc_output_context2(fresh, (AVOutputFormat) null, "mp4", target.toString()),
                "cannot make an MP4");
        AVDictionary options = new AVDictionary(null);
        boolean opened = false;
        try {
            AVStream stream = avformat_new_stream(fresh, (AVCodec) null);
            stream.time_base(new AVRational().num(1).den(TICKS_PER_SECOND));
            describe(stream.codecpar(), keyframe);
            AVDictionary metadata = new AVDictionary(null);
            String createdAt =
                    keyframe.receivedAt().truncatedTo(ChronoUnit.MICROS).toString();
            av_dict_set(metadata, "creation_time", createdAt, 0);
            fresh.metadata(metadata);
            AVIOContext file = new AVIOContext(null);
            FfmpegException.check(
                    avio_open(file, "file:" + target.toAbsolutePath(), AVIO_FLAG_WRITE), "cannot write " + target);
            fresh.pb(file);
            av_dict_set(options, "movflags", "+faststart", 0);
            FfmpegException.check(avformat_write_header(fresh, options), "cannot begin " + target);
            opened = true;
            return fresh;
        } finally {
            av_dict_free(options);
            if (!opened) {
                closeFile(fresh);
                avformat_free_context(fresh);
            }
        }
    }

    private static void describe(AVCodecParameters parameters, EncodedPacket keyframe) throws FfmpegException {
        VideoFormat format = keyframe.format();
        ByteBuffer extradata = format.extradata();
        if (!extradata.hasRemaining()) {
            extradata = ParameterSets.of(keyframe);
        }
        parameters.codec_type(AVMEDIA_TYPE_VIDEO);
        parameters.codec_id(Packets.codecId(format.codec()));
        setSize(parameters, keyframe);
        parameters.extradata(Packets.padded(extradata));
        parameters.extradata_size(extradata.remaining());
    }

    /** A camera that has not said its size shows it. */
    private static void setSize(AVCodecParameters parameters, EncodedPacket keyframe) throws FfmpegException {
        VideoFormat format = keyframe.format();
        parameters.width(format.widthPx());
        parameters.height(format.heightPx());
        if (format.widthPx() > 0 && format.heightPx() > 0) {
            return;
        }
        Consumer<VideoFrame> measure = picture -> {
            parameters.width(picture.widthPx());
            parameters.height(picture.heightPx());
            picture.close();
        };
        try (VideoDecoder decoder = new VideoDecoder(keyframe.stream(), format, new NativeLeases())) {
            decoder.decode(keyframe, measure);
            decoder.drain(measure);
        }
    }

    private static int closeFile(AVFormatContext context) {
        AVIOContext file = context.pb();
        if (file == null) {
            return 0;
        }
        context.pb(null);
        return avio_close(file);
    }

    private static long ticks(MediaTime time) {
        return Math.floorDiv(Math.multiplyExact(time.micros(), 9L) + 50, 100);
    }
}
