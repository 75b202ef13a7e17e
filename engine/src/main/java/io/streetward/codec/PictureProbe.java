package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import io.streetward.media.PictureLook;
import io.streetward.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Looks at a decoded picture as a whole: every eighth sample of every eighth row, 32,000 of 1080p. */
public final class PictureProbe {
    private static final int STEP = 8;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private PictureProbe() {}

    /** What the picture looks like; empty for pixel formats other than 8-bit 4:2:0. */
    public static Optional<PictureLook> look(VideoFrame frame) {
        AVFrame picture = ((DecodedFrame) frame).frame();
        int format = picture.format();
        if (format != AV_PIX_FMT_YUV420P && format != AV_PIX_FMT_YUVJ420P && format != AV_PIX_FMT_NV12) {
            return Optional.empty();
        }
        int stride = picture.linesize(0);
        ByteBuffer luma = picture.data(0)
                .capacity((long) stride * (picture.height() - 1) + picture.width())
                .asByteBuffer();
        long sum = 0;
        long squares = 0;
        long count = 0;
        long hash = FNV_OFFSET;
        for (int y = STEP / 2; y < picture.height(); y += STEP) {
            for (int x = STEP / 2; x < picture.width(); x += STEP) {
                int value = luma.get(y * stride + x) & 0xFF;
                sum += value;
                squares += (long) value * value;
                count++;
                hash = (hash ^ value) * FNV_PRIME;
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        double mean = sum / (double) count;
        double variance = Math.max(0, squares / (double) count - mean * mean);
        return Optional.of(new PictureLook(mean, Math.sqrt(variance), hash));
    }
}
