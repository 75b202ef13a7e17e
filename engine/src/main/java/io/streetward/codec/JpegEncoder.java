package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import io.streetward.media.VideoFrame;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Writes a decoded picture as a JPEG: from YUV to YUV, so that only range and matrix change and no detour through RGB
 * costs colour. Holds nothing between calls.
 */
final class JpegEncoder {
    /** MJPEG's quantiser, 2 is its finest: about quality 95 of a still camera. */
    private static final int QUANTISER = 2;

    private JpegEncoder() {}

    static ByteBuffer encode(VideoFrame picture) throws FfmpegException {
        AVFrame jfif = toJfif(((DecodedFrame) picture).frame());
        AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        try {
            context.width(jfif.width());
            context.height(jfif.height());
            context.pix_fmt(jfif.format());
            context.color_range(AVCOL_RANGE_JPEG);
            context.colorspace(AVCOL_SPC_BT470BG);
            context.time_base(new AVRational().num(1).den(1));
            context.thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
            context.global_quality(QUANTISER * FF_QP2LAMBDA);
            jfif.quality(context.global_quality());
            FfmpegException.check(avcodec_open2(context, codec, (AVDictionary) null), "cannot open the JPEG encoder");
            FfmpegException.check(avcodec_send_frame(context, jfif), "cannot encode a JPEG");
            FfmpegException.check(avcodec_send_frame(context, (AVFrame) null), "cannot encode a JPEG");
            FfmpegException.check(avcodec_receive_packet(context, packet), "cannot encode a JPEG");
            ByteBuffer jpeg = ByteBuffer.allocate(packet.size());
            jpeg.put(packet.data().limit(packet.size()).asByteBuffer()).flip();
            return jpeg;
        } finally {
            av_packet_free(packet);
            avcodec_free_context(context);
            av_frame_free(jfif);
        }
    }

    /** The same picture as 8-bit 4:2:0, full range, BT.601: what every JPEG reader takes for granted. */
    private static AVFrame toJfif(AVFrame source) throws FfmpegException {
        AVFrame tagged = av_frame_clone(source);
        AVFrame target = av_frame_alloc();
        SwsContext converter = sws_alloc_context();
        boolean done = false;
        try {
            tagged.colorspace(FrameScaler.isBt709(source) ? AVCOL_SPC_BT709 : AVCOL_SPC_BT470BG);
            tagged.color_range(FrameScaler.isFullRange(source) ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
            target.format(AV_PIX_FMT_YUV420P);
            target.width(source.width());
            target.height(source.height());
            target.color_range(AVCOL_RANGE_JPEG);
            target.colorspace(AVCOL_SPC_BT470BG);
            converter.flags(SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP);
            // Takes range and matrix from the frames; sws_scale() would copy 4:2:0 to 4:2:0 and change neither.
            FfmpegException.check(sws_scale_frame(converter, target, tagged), "cannot convert a picture");
            done = true;
            return target;
        } finally {
            sws_free_context(converter);
            av_frame_free(tagged);
            if (!done) {
                av_frame_free(target);
            }
        }
    }
}
