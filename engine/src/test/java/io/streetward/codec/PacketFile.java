package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import io.streetward.media.VideoCodec;
import io.streetward.media.VideoFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** A video file's access units as a camera would send them. */
public final class PacketFile {
    private static final StreamId STREAM = new StreamId("gate-east");

    private PacketFile() {}

    /**
     * Reads all access units as the file keeps them (an MP4: length-prefixed, avcC or hvcC).
     *
     * @param start wall clock of media time 0; each packet arrives at its own presentation time after it
     */
    public static List<EncodedPacket> read(Path file, Instant start) throws IOException {
        Demuxer.Settings settings = Demuxer.Settings.of(Duration.ofSeconds(10), Duration.ofSeconds(10));
        List<EncodedPacket> packets = new ArrayList<>();
        try (Demuxer demuxer = Demuxer.open(new SourceUrl(file.toUri(), null), settings, () -> false)) {
            for (DemuxedPacket packet = demuxer.read(); packet != null; packet = demuxer.read()) {
                packets.add(new EncodedPacket(
                        STREAM,
                        demuxer.format(),
                        new MediaTime(packet.ptsMicros()),
                        new MediaTime(packet.dtsMicros()),
                        Duration.ofNanos(packet.durationMicros() * 1_000),
                        packet.keyframe(),
                        start.plusNanos(packet.ptsMicros() * 1_000),
                        packet.payload()));
            }
        } catch (UnsupportedStreamException e) {
            throw new IOException(e);
        }
        return packets;
    }

    /** The same in Annex B with parameter sets before each keyframe, and nothing known beforehand: no extradata, no size. */
    public static List<EncodedPacket> readAnnexB(Path file, Instant start) throws IOException {
        List<EncodedPacket> packets = read(file, start);
        VideoFormat format = packets.get(0).format();
        String name = format.codec() == VideoCodec.H264 ? "h264_mp4toannexb" : "hevc_mp4toannexb";
        VideoFormat bare = new VideoFormat(format.codec(), 0, 0, ByteBuffer.allocate(0));
        AVBSFContext filter = new AVBSFContext(null);
        AVPacket packet = av_packet_alloc();
        try {
            FfmpegException.check(av_bsf_alloc(av_bsf_get_by_name(name), filter), name);
            filter.par_in().codec_type(AVMEDIA_TYPE_VIDEO);
            filter.par_in().codec_id(Packets.codecId(format.codec()));
            filter.par_in().extradata(Packets.padded(format.extradata()));
            filter.par_in().extradata_size(format.extradata().remaining());
            FfmpegException.check(av_bsf_init(filter), name);
            List<EncodedPacket> converted = new ArrayList<>();
            for (EncodedPacket unit : packets) {
                Packets.fill(packet, unit);
                FfmpegException.check(av_bsf_send_packet(filter, packet), name);
                FfmpegException.check(av_bsf_receive_packet(filter, packet), name);
                byte[] payload = new byte[packet.size()];
                packet.data().get(payload);
                converted.add(with(unit, bare, payload));
                org.bytedeco.ffmpeg.global.avcodec.av_packet_unref(packet);
            }
            return converted;
        } finally {
            av_packet_free(packet);
            av_bsf_free(filter);
        }
    }

    private static EncodedPacket with(EncodedPacket unit, VideoFormat format, byte[] payload) {
        return new EncodedPacket(
                unit.stream(),
                format,
                unit.pts(),
                unit.dts(),
                unit.duration(),
                unit.keyframe(),
                unit.receivedAt(),
                payload);
    }
}
