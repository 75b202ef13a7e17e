package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_QSV;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import io.streetward.media.VideoCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** A video decoder in hardware, opened once and shared by all cameras. Closing it leaves those still decoding alone. */
public final class HardwareDevice implements AutoCloseable {
    /** The interfaces FFmpeg reaches such a decoder by. */
    public enum Kind {
        /** Intel and AMD graphics on Linux. */
        VAAPI(AV_HWDEVICE_TYPE_VAAPI),
        /** NVDEC on NVIDIA graphics. */
        CUDA(AV_HWDEVICE_TYPE_CUDA),
        /** Intel Quick Sync. */
        QSV(AV_HWDEVICE_TYPE_QSV);

        private final int type;

        Kind(int type) {
            this.type = type;
        }
    }

    private final Kind kind;
    private final AVBufferRef device;

    private HardwareDevice(Kind kind, AVBufferRef device) {
        this.kind = kind;
        this.device = device;
    }

    /**
     * Opens the machine's first device of a kind.
     *
     * @throws FfmpegException when there is none, its driver is missing, or FFmpeg was built without
     */
    public static HardwareDevice open(Kind kind) throws FfmpegException {
        FfmpegLog.install();
        AVBufferRef device = new AVBufferRef(null);
        FfmpegException.check(
                av_hwdevice_ctx_create(device, kind.type, (BytePointer) null, (AVDictionary) null, 0),
                "cannot open a " + kind + " device");
        return new HardwareDevice(kind, device);
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public void close() {
        av_buffer_unref(device);
    }

    /** Quick Sync has decoders of its own; the others work inside FFmpeg's. */
    AVCodec decoderFor(VideoCodec codec) throws FfmpegException {
        AVCodec own = kind == Kind.QSV
                ? avcodec_find_decoder_by_name(codec == VideoCodec.H264 ? "h264_qsv" : "hevc_qsv")
                : avcodec_find_decoder(Packets.codecId(codec));
        return own == null ? avcodec_find_decoder(Packets.codecId(codec)) : own;
    }

    /** Freed by the context that it is set in. */
    AVBufferRef newReference() {
        return av_buffer_ref(device);
    }

    /** Takes over a picture in the device's memory and returns it in ordinary memory. */
    static AVFrame download(AVFrame there) throws FfmpegException {
        AVFrame here = av_frame_alloc();
        try {
            FfmpegException.check(av_hwframe_transfer_data(here, there, 0), "cannot fetch a picture from the device");
            FfmpegException.check(av_frame_copy_props(here, there), "cannot fetch a picture's timestamps");
            return here;
        } catch (FfmpegException e) {
            av_frame_free(here);
            throw e;
        } finally {
            av_frame_free(there);
        }
    }
}
