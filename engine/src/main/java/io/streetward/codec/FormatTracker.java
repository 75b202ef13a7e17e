package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import io.streetward.media.VideoCodec;
import io.streetward.media.VideoFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * What format a stream is in, packet by packet: it begins with what the container or SDP says, and follows the parameter
 * sets that come in keyframes when a camera is reconfigured in mid-stream. The same {@link VideoFormat} object is given
 * for as long as the format is the same.
 */
final class FormatTracker {
    private static final int PARSER_FLAG_COMPLETE_FRAMES = 1;
    private static final byte[] START_CODE = {0, 0, 0, 1};

    private VideoFormat format;
    private List<ByteBuffer> sets;

    FormatTracker(AVCodecParameters parameters) {
        ByteBuffer extradata = parameters.extradata_size() == 0
                ? ByteBuffer.allocate(0)
                : new BytePointer(parameters.extradata())
                        .limit(parameters.extradata_size())
                        .asByteBuffer();
        VideoCodec codec = parameters.codec_id() == AV_CODEC_ID_H264 ? VideoCodec.H264 : VideoCodec.H265;
        this.format = new VideoFormat(codec, parameters.width(), parameters.height(), extradata);
        this.sets = setsIn(format.extradata());
    }

    VideoFormat format() {
        return format;
    }

    /** Takes note of a keyframe's parameter sets. */
    void follow(byte[] keyframe) {
        ByteBuffer unit = ByteBuffer.wrap(keyframe);
        if (!ParameterNals.isAnnexB(unit)) {
            return; // the container holds them
        }
        List<ByteBuffer> found = ParameterNals.leading(format.codec(), unit);
        boolean news = !sets.containsAll(found);
        if (!news && format.widthPx() > 0) {
            return;
        }
        if (news) {
            sets = replaced(found);
        }
        format = measured(news ? annexB(sets) : format.extradata(), keyframe);
    }

    private List<ByteBuffer> setsIn(ByteBuffer extradata) {
        return ParameterNals.isAnnexB(extradata) ? ParameterNals.leading(format.codec(), extradata) : List.of();
    }

    /** A set replaces those of its kind; kinds that did not come anew stay. */
    private List<ByteBuffer> replaced(List<ByteBuffer> found) {
        List<Integer> kinds = found.stream().map(this::kind).toList();
        List<ByteBuffer> merged = new ArrayList<>();
        sets.stream().filter(set -> !kinds.contains(kind(set))).forEach(merged::add);
        for (ByteBuffer set : found) {
            ByteBuffer own = ByteBuffer.allocate(set.remaining());
            own.put(set.duplicate()).flip();
            merged.add(own);
        }
        return merged;
    }

    private int kind(ByteBuffer set) {
        return ParameterNals.type(format.codec(), set.get(set.position()));
    }

    private static ByteBuffer annexB(List<ByteBuffer> sets) {
        int size = sets.stream()
                .mapToInt(set -> set.remaining() + START_CODE.length)
                .sum();
        ByteBuffer out = ByteBuffer.allocate(size);
        sets.forEach(set -> out.put(START_CODE).put(set.duplicate()));
        return out.flip();
    }

    /** Reads the picture's size with FFmpeg's parser, which knows cropping; a rare event, so nothing is kept open. */
    private VideoFormat measured(ByteBuffer extradata, byte[] keyframe) {
        int codecId = Packets.codecId(format.codec());
        AVCodecContext context = avcodec_alloc_context3((AVCodec) null);
        AVCodecParserContext parser = av_parser_init(codecId);
        @Nullable BytePointer data = Packets.padded(ByteBuffer.wrap(keyframe));
        try (PointerPointer<BytePointer> out = new PointerPointer<>(1);
                IntPointer outSize = new IntPointer(1)) {
            context.codec_type(AVMEDIA_TYPE_VIDEO).codec_id(codecId);
            // FFmpeg frees it with the context.
            context.extradata(Packets.padded(extradata)).extradata_size(extradata.remaining());
            parser.flags(PARSER_FLAG_COMPLETE_FRAMES);
            av_parser_parse2(parser, context, out, outSize, data, keyframe.length, AV_NOPTS_VALUE, AV_NOPTS_VALUE, 0);
            return new VideoFormat(format.codec(), parser.width(), parser.height(), extradata);
        } finally {
            av_parser_close(parser);
            av_free(data);
            avcodec_free_context(context);
        }
    }
}
