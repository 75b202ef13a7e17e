package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.streetward.media.EncodedPacket;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Finds the parameter sets (SPS, PPS, VPS) that a camera sends in its pictures instead of its SDP. */
final class ParameterSets {
    private ParameterSets() {}

    /**
     * The parameter sets in front of a keyframe.
     *
     * @return Annex B; empty when there are none
     * @throws FfmpegException when FFmpeg cannot read the access unit
     */
    static ByteBuffer of(EncodedPacket keyframe) throws FfmpegException {
        AVBSFContext filter = new AVBSFContext(null);
        FfmpegException.check(av_bsf_alloc(av_bsf_get_by_name("extract_extradata"), filter), "no memory");
        AVPacket packet = av_packet_alloc();
        try (SizeTPointer size = new SizeTPointer(1)) {
            filter.par_in().codec_type(AVMEDIA_TYPE_VIDEO);
            filter.par_in().codec_id(Packets.codecId(keyframe.format().codec()));
            FfmpegException.check(av_bsf_init(filter), "cannot look for parameter sets");
            Packets.fill(packet, keyframe);
            FfmpegException.check(av_bsf_send_packet(filter, packet), "cannot read " + keyframe);
            FfmpegException.check(av_bsf_receive_packet(filter, packet), "cannot read " + keyframe);
            BytePointer found = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, size);
            ByteBuffer copy = ByteBuffer.allocate(found == null ? 0 : Math.toIntExact(size.get()));
            if (found != null) {
                copy.put(found.limit(size.get()).asByteBuffer()).flip();
            }
            return copy;
        } finally {
            av_packet_free(packet);
            av_bsf_free(filter);
        }
    }
}
