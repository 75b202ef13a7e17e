package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Makes of a decoded still what a camera's decoder gives: YUV whose matrix and range are told, the right way up. Most JPEGs
 * are that already and stay untouched.
 */
final class UprightPicture {
    private UprightPicture() {}

    /** A frame of its own, to be freed by the caller; {@code decoded} stays the caller's too. */
    static AVFrame of(AVFrame decoded) throws FfmpegException {
        ExifOrientation orientation = ExifOrientation.of(decoded);
        AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(decoded.format());
        boolean yuv =
                (pixels.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) == 0 && pixels.nb_components() >= 3;
        AVFrame tagged = av_frame_clone(decoded);
        if (yuv && tagged.colorspace() == AVCOL_SPC_UNSPECIFIED) {
            tagged.colorspace(AVCOL_SPC_BT470BG); // stills are BT.601 whatever their size
        }
        if (yuv && orientation == ExifOrientation.UPRIGHT) {
            return tagged;
        }
        if (!yuv) {
            tagged.color_range(AVCOL_RANGE_JPEG);
        }
        AVFrame planes = null;
        try {
            planes = toPlanes(tagged);
            return orientation == ExifOrientation.UPRIGHT ? av_frame_clone(planes) : turn(planes, orientation);
        } finally {
            av_frame_free(tagged);
            if (planes != null) {
                av_frame_free(planes);
            }
        }
    }

    /** Three full planes, BT.601 in full range, as JFIF has it. */
    private static AVFrame toPlanes(AVFrame source) throws FfmpegException {
        AVFrame target = blank(source.width(), source.height());
        SwsContext converter = sws_alloc_context();
        boolean done = false;
        try {
            converter.flags(SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP);
            FfmpegException.check(sws_scale_frame(converter, target, source), "cannot convert its pixels");
            done = true;
            return target;
        } finally {
            sws_free_context(converter);
            if (!done) {
                av_frame_free(target);
            }
        }
    }

    private static AVFrame turn(AVFrame source, ExifOrientation orientation) throws FfmpegException {
        boolean swapped = orientation.swapsSides();
        int width = swapped ? source.height() : source.width();
        int height = swapped ? source.width() : source.height();
        AVFrame target = blank(width, height);
        target.flags(source.flags());
        if (av_frame_get_buffer(target, 0) < 0) {
            av_frame_free(target);
            throw new FfmpegException("cannot turn a picture of " + width + "x" + height, -12);
        }
        for (int plane = 0; plane < 3; plane++) {
            ByteBuffer from = plane(source, plane);
            ByteBuffer to = plane(target, plane);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int sourceX = orientation.sourceX(x, y, source.width());
                    int sourceY = orientation.sourceY(x, y, source.height());
                    to.put(y * target.linesize(plane) + x, from.get(sourceY * source.linesize(plane) + sourceX));
                }
            }
        }
        return target;
    }

    private static AVFrame blank(int widthPx, int heightPx) {
        AVFrame frame = av_frame_alloc();
        frame.format(AV_PIX_FMT_YUV444P);
        frame.width(widthPx);
        frame.height(heightPx);
        frame.color_range(AVCOL_RANGE_JPEG);
        frame.colorspace(AVCOL_SPC_BT470BG);
        return frame;
    }

    private static ByteBuffer plane(AVFrame frame, int plane) {
        return new BytePointer(frame.data(plane))
                .capacity((long) frame.linesize(plane) * frame.height())
                .asByteBuffer();
    }
}
