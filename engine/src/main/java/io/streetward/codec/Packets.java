package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.streetward.media.EncodedPacket;
import io.streetward.media.VideoCodec;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Copies our access units into FFmpeg's packets. */
final class Packets {
    private Packets() {}

    static int codecId(VideoCodec codec) {
        return codec == VideoCodec.H264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC;
    }

    /** Copies payload and key flag; the caller unrefs {@code target} and sets the timestamps. */
    static void fill(AVPacket target, EncodedPacket unit) throws FfmpegException {
        FfmpegException.check(av_new_packet(target, unit.sizeBytes()), "no memory for " + unit);
        unit.copyTo(target.data().limit(unit.sizeBytes()).asByteBuffer());
        target.flags(unit.keyframe() ? AV_PKT_FLAG_KEY : 0);
    }

    /** A copy in FFmpeg's memory, padded as its parsers need it; null when {@code bytes} is empty. FFmpeg frees it. */
    static @Nullable BytePointer padded(ByteBuffer bytes) {
        int size = bytes.remaining();
        if (size == 0) {
            return null;
        }
        BytePointer copy = new BytePointer(av_mallocz((long) size + AV_INPUT_BUFFER_PADDING_SIZE));
        copy.limit(size).asByteBuffer().put(bytes.duplicate());
        return copy.position(0);
    }
}
