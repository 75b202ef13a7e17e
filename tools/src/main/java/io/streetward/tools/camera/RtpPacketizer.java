package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_sdp_create;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts access units into RTP packets by FFmpeg's {@code rtp} muxer (RFC 6184 and RFC 7798); their sequence number,
 * timestamp and SSRC are {@link RtpOutput}'s to fill in. For one thread.
 */
final class RtpPacketizer implements AutoCloseable {
    /** Leaves room for IP, UDP and a tunnel's headers in an Ethernet frame of 1500 bytes. */
    static final int MAX_PACKET_BYTES = 1_400;

    // Larger than any packet, so that the muxer's flush after each packet is one call with that packet.
    private static final int BUFFER_BYTES = 2 * MAX_PACKET_BYTES;
    private static final int MAX_SDP_BYTES = 16_384;

    private final RtpWriteCallback callback;
    private final AVFormatContext muxer;
    private final AVPacket packet;
    private final BytePointer opaque = new BytePointer(1);
    private @Nullable AVIOContext io;
    private boolean open;
    private List<byte[]> written = new ArrayList<>();

    /**
     * Prepares a muxer; it takes access units after {@link #begin()}.
     *
     * @param parameters codec parameters with Annex B parameter sets; copied
     */
    RtpPacketizer(AVCodecParameters parameters, RtpWriteCallback callback) throws CameraException {
        this.callback = callback;
        this.muxer = new AVFormatContext(null);
        // The address only shapes the SDP: "no address yet", as RTSP wants it (RFC 2326 appendix C.1.7).
        FfmpegErrors.check(avformat_alloc_output_context2(muxer, null, "rtp", "rtp://0.0.0.0"), "RTP muxer");
        AVStream stream = avformat_new_stream(muxer, null);
        avcodec_parameters_copy(stream.codecpar(), parameters);
        stream.codecpar().codec_tag(0); // the container's tag means nothing in RTP
        this.packet = av_packet_alloc();
        callback.register(opaque, unit -> written.add(unit));
    }

    /** Returns the session description (RFC 4566), with the parameter sets in it and one media section. */
    String sessionDescription(String title) throws CameraException {
        AVDictionary metadata = new AVDictionary(null);
        av_dict_set(metadata, "title", title, 0);
        muxer.metadata(metadata);
        byte[] sdp = new byte[MAX_SDP_BYTES];
        FfmpegErrors.check(av_sdp_create(muxer, 1, sdp, sdp.length), "session description");
        int end = 0;
        while (sdp[end] != 0) {
            end++;
        }
        return new String(sdp, 0, end, UTF_8);
    }

    /** Opens the muxer. */
    void begin() throws CameraException {
        io = avio_alloc_context(
                new BytePointer(av_malloc(BUFFER_BYTES)), BUFFER_BYTES, 1, opaque, null, callback, null);
        muxer.pb(io);
        muxer.flags(muxer.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        muxer.packet_size(MAX_PACKET_BYTES);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "rtpflags", "skip_rtcp", 0);
        int begun = avformat_write_header(muxer, options);
        av_dict_free(options);
        FfmpegErrors.check(begun, "RTP muxer");
        open = true;
    }

    /** Returns the packets of an access unit. */
    List<byte[]> packetize(AccessUnit unit) throws CameraException {
        byte[] data = unit.annexB();
        FfmpegErrors.check(av_new_packet(packet, data.length), "access unit of " + data.length + " bytes");
        try {
            packet.data().put(data);
            packet.stream_index(0);
            packet.dts(unit.dtsTicks());
            packet.pts(unit.ptsTicks());
            packet.duration(unit.durationTicks());
            packet.flags(unit.keyframe() ? AV_PKT_FLAG_KEY : 0);
            FfmpegErrors.check(av_write_frame(muxer, packet), "RTP packets of an access unit");
        } finally {
            av_packet_unref(packet);
        }
        List<byte[]> packets = written;
        written = new ArrayList<>();
        return packets;
    }

    @Override
    public void close() {
        if (open) {
            av_write_trailer(muxer); // frees what the header allocated
        }
        callback.unregister(opaque);
        av_packet_free(packet);
        if (io != null) {
            av_free(io.buffer());
            avio_context_free(io);
        }
        avformat_free_context(muxer);
        opaque.close();
    }
}
