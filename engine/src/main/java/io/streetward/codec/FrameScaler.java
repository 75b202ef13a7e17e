package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.streetward.media.PixelBox;
import io.streetward.media.VideoFrame;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Goes from the decoder's YUV to a model's interleaved 8-bit pixels in one pass, straight into the caller's memory.
 *
 * <p>For one thread at a time; keeps one scaling context for the last geometry.
 */
public final class FrameScaler implements AutoCloseable {
    private final IntPointer stride = new IntPointer(4);
    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private @Nullable SwsContext context;
    private int configuredFor;

    /**
     * Scales {@code frame} into a part of an interleaved picture; pixels outside the part are left alone.
     *
     * @param target direct memory of {@code targetWidthPx × targetHeightPx × 3} bytes, from its index 0
     * @param targetWidthPx width of the whole target picture
     * @param part where in the target the frame goes
     * @param bgr channel order of the target
     * @throws FfmpegException when FFmpeg refuses the frame's pixel format
     */
    public void scale(VideoFrame frame, ByteBuffer target, int targetWidthPx, PixelBox part, boolean bgr)
            throws FfmpegException {
        AVFrame source = ((DecodedFrame) frame).frame();
        scale(frame, source, source, target, targetWidthPx, part, bgr);
    }

    /**
     * Scales a region of {@code frame} into a part of an interleaved picture, reading the region where it lies.
     *
     * @param region inside the frame; left and top on the chroma grid (even pixels for 4:2:0)
     * @param target direct memory of {@code targetWidthPx × targetHeightPx × 3} bytes, from its index 0
     * @param targetWidthPx width of the whole target picture
     * @param part where in the target the region goes
     * @param bgr channel order of the target
     * @throws FfmpegException when FFmpeg refuses the frame's pixel format or the region
     */
    public void scaleRegion(
            VideoFrame frame, PixelBox region, ByteBuffer target, int targetWidthPx, PixelBox part, boolean bgr)
            throws FfmpegException {
        AVFrame whole = ((DecodedFrame) frame).frame();
        // A second reference to the same pixels, whose plane pointers are moved: no copy.
        AVFrame cropped = av_frame_clone(whole);
        try {
            cropped.crop_left(region.xPx());
            cropped.crop_top(region.yPx());
            cropped.crop_right(Math.max(0, whole.width() - region.xPx() - region.widthPx()));
            cropped.crop_bottom(Math.max(0, whole.height() - region.yPx() - region.heightPx()));
            FfmpegException.check(
                    av_frame_apply_cropping(cropped, AV_FRAME_CROP_UNALIGNED),
                    "cannot cut " + region + " out of a picture of " + frame.stream());
            scale(frame, cropped, whole, target, targetWidthPx, part, bgr);
        } finally {
            av_frame_free(cropped);
        }
    }

    private void scale(
            VideoFrame frame,
            AVFrame source,
            AVFrame whole,
            ByteBuffer target,
            int targetWidthPx,
            PixelBox part,
            boolean bgr)
            throws FfmpegException {
        SwsContext scaler = contextFor(source, whole, part, bgr);
        try (BytePointer base = new BytePointer(target.duplicate().clear())) {
            planes.put(0, base.position((part.yPx() * (long) targetWidthPx + part.xPx()) * 3));
            stride.put(0, targetWidthPx * 3);
            int rows = sws_scale(scaler, source.data(), source.linesize(), 0, source.height(), planes, stride);
            FfmpegException.check(rows, "cannot scale a picture of " + frame.stream());
        }
    }

    @Override
    public void close() {
        if (context != null) {
            sws_freeContext(context);
            context = null;
        }
        stride.close();
        planes.close();
    }

    /** The colours are those of the whole picture: whether an untagged one is BT.709 is a matter of its height. */
    private SwsContext contextFor(AVFrame source, AVFrame whole, PixelBox part, boolean bgr) throws FfmpegException {
        int target = bgr ? AV_PIX_FMT_BGR24 : AV_PIX_FMT_RGB24;
        // Shrinking averages what it drops; on traffic pictures that finds more than bilinear's wider filter (AP50
        // +.002 to +.005).
        boolean shrinks = part.widthPx() < source.width() && part.heightPx() < source.height();
        SwsContext fresh = sws_getCachedContext(
                context,
                source.width(),
                source.height(),
                source.format(),
                part.widthPx(),
                part.heightPx(),
                target,
                shrinks ? SWS_AREA : SWS_BILINEAR,
                (SwsFilter) null,
                null,
                (DoublePointer) null);
        if (fresh == null) {
            context = null;
            throw new FfmpegException("cannot scale pixel format " + source.format(), -22);
        }
        int colours = whole.colorspace() * 4 + whole.color_range() + (whole.height() >= 720 ? 1024 : 0);
        if (context == null || fresh.address() != context.address() || colours != configuredFor) {
            configureColours(fresh, whole);
            configuredFor = colours;
        }
        context = fresh;
        return fresh;
    }

    private static void configureColours(SwsContext scaler, AVFrame source) {
        sws_setColorspaceDetails(
                scaler,
                sws_getCoefficients(isBt709(source) ? SWS_CS_ITU709 : SWS_CS_ITU601),
                isFullRange(source) ? 1 : 0,
                sws_getCoefficients(SWS_CS_ITU601),
                1,
                0,
                1 << 16,
                1 << 16);
    }

    /** An untagged stream is BT.601 below 720 lines and BT.709 from there on, as cameras have it. */
    static boolean isBt709(AVFrame source) {
        int space = source.colorspace();
        boolean bt601 = space == AVCOL_SPC_SMPTE170M || space == AVCOL_SPC_BT470BG;
        return space == AVCOL_SPC_BT709 || (!bt601 && source.height() >= 720);
    }

    static boolean isFullRange(AVFrame source) {
        return source.color_range() == AVCOL_RANGE_JPEG || source.format() == AV_PIX_FMT_YUVJ420P;
    }
}
