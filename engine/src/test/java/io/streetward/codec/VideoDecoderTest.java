package io.streetward.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.PixelBox;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import io.streetward.testkit.NativeMemory;
import io.streetward.testkit.Programs;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decode path against the ffmpeg command line's own pictures. */
class VideoDecoderTest {
    private static final StreamId ID = new StreamId("cam");
    private static final Demuxer.Settings SETTINGS =
            Demuxer.Settings.of(Duration.ofSeconds(10), Duration.ofSeconds(10));

    @TempDir
    static Path folder;

    static Path clip;

    private final NativeLeases leases = new NativeLeases();

    @BeforeAll
    static void encode() throws Exception {
        FfmpegCli.assumePresent();
        clip = FfmpegCli.testClip(folder, "libx264", 4, 2);
    }

    private List<VideoFrame> decode() throws Exception {
        List<VideoFrame> frames = new ArrayList<>();
        try (Demuxer demuxer = Demuxer.open(new SourceUrl(clip.toUri(), null), SETTINGS, () -> false);
                VideoDecoder decoder = new VideoDecoder(ID, demuxer.format(), leases)) {
            for (DemuxedPacket p = demuxer.read(); p != null; p = demuxer.read()) {
                decoder.decode(
                        new EncodedPacket(
                                ID,
                                demuxer.format(),
                                new MediaTime(p.ptsMicros()),
                                new MediaTime(p.dtsMicros()),
                                Duration.ZERO,
                                p.keyframe(),
                                Instant.ofEpochSecond(1).plusNanos(p.ptsMicros() * 1_000),
                                p.payload()),
                        frames::add);
            }
            decoder.drain(frames::add);
        }
        return frames;
    }

    @Test
    void everyPictureComesInPresentationOrderWithItsOwnTimes() throws Exception {
        List<VideoFrame> frames = decode();
        assertThat(frames).hasSize(100);
        for (int i = 1; i < frames.size(); i++) {
            assertThat(frames.get(i).pts().since(frames.get(i - 1).pts())).isEqualTo(Duration.ofMillis(40));
        }
        VideoFrame tenth = frames.get(10);
        assertThat(tenth.receivedAt())
                .isEqualTo(Instant.ofEpochSecond(1).plusNanos(tenth.pts().micros() * 1_000));
        assertThat(frames.get(0).keyframe()).isTrue();
        assertThat(frames.get(1).keyframe()).isFalse();
        frames.forEach(VideoFrame::close);
        assertThat(leases.open()).isZero();
    }

    @Test
    void aLeaseOutlivesTheOneItWasMadeFrom() throws Exception {
        List<VideoFrame> frames = decode();
        VideoFrame second = frames.get(0).retain();
        frames.forEach(VideoFrame::close);
        frames.forEach(VideoFrame::close);
        assertThat(second.widthPx()).isEqualTo(640);
        assertThat(leases.open()).isEqualTo(1);
        second.close();
        assertThat(leases.open()).isZero();
    }

    @Test
    void scalesStraightIntoTheLetterboxAsFfmpegWould() throws Exception {
        List<VideoFrame> frames = decode();
        ByteBuffer target = ByteBuffer.allocateDirect(512 * 512 * 3);
        while (target.hasRemaining()) {
            target.put((byte) 114);
        }
        PixelBox part = new PixelBox(0, 112, 512, 288);
        try (FrameScaler scaler = new FrameScaler()) {
            scaler.scale(frames.get(10), target, 512, part, false);
        }
        frames.forEach(VideoFrame::close);

        Path raw = folder.resolve("frame.rgb");
        Programs.run(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-i",
                        clip.toString(),
                        "-vf",
                        "select=eq(n\\,10),scale=512:288:flags=area",
                        "-frames:v",
                        "1",
                        "-pix_fmt",
                        "rgb24",
                        "-f",
                        "rawvideo",
                        raw.toString())
                .orFail();
        byte[] expected = Files.readAllBytes(raw);
        long difference = 0;
        for (int y = 0; y < 288; y++) {
            for (int x = 0; x < 512 * 3; x++) {
                int got = target.get((y + 112) * 512 * 3 + x) & 0xff;
                difference += Math.abs(got - (expected[y * 512 * 3 + x] & 0xff));
            }
        }
        assertThat(difference / (double) expected.length)
                .as("mean difference per byte")
                .isLessThan(1.0);
        assertThat(target.get(0)).as("the bars are left alone").isEqualTo((byte) 114);
        assertThat(target.get(401 * 512 * 3)).isEqualTo((byte) 114);
    }

    @Test
    void scalesAPartOfThePictureAsFfmpegWould() throws Exception {
        List<VideoFrame> frames = decode();
        ByteBuffer target = ByteBuffer.allocateDirect(320 * 96 * 3);
        while (target.hasRemaining()) {
            target.put((byte) 114);
        }
        try (FrameScaler scaler = new FrameScaler()) {
            PixelBox region = new PixelBox(202, 98, 110, 60);
            scaler.scaleRegion(frames.get(10), region, target, 320, new PixelBox(0, 0, 176, 96), true);
            assertThat(leases.open()).isEqualTo(frames.size());
        }
        frames.forEach(VideoFrame::close);

        Path raw = folder.resolve("part.bgr");
        Programs.run(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-i",
                        clip.toString(),
                        "-vf",
                        "select=eq(n\\,10),crop=110:60:202:98,scale=176:96:flags=bilinear",
                        "-frames:v",
                        "1",
                        "-pix_fmt",
                        "bgr24",
                        "-f",
                        "rawvideo",
                        raw.toString())
                .orFail();
        byte[] expected = Files.readAllBytes(raw);
        long difference = 0;
        for (int y = 0; y < 96; y++) {
            for (int x = 0; x < 320 * 3; x++) {
                int got = target.get(y * 320 * 3 + x) & 0xff;
                if (x < 176 * 3) {
                    difference += Math.abs(got - (expected[y * 176 * 3 + x] & 0xff));
                } else {
                    assertThat(got)
                            .as("what lies beside the part is left alone")
                            .isEqualTo(114);
                }
            }
        }
        assertThat(difference / (double) expected.length)
                .as("mean difference per byte")
                .isLessThan(1.0);
    }

    @Test
    void cuttingPartsAgainAndAgainLeavesNoNativeMemoryBehind() throws Exception {
        List<VideoFrame> frames = decode();
        ByteBuffer target = ByteBuffer.allocateDirect(320 * 96 * 3);
        try (FrameScaler scaler = new FrameScaler()) {
            for (int i = 0; i < 200; i++) {
                cut(scaler, frames.get(0), target, i);
            }
            long before = NativeMemory.inUseBytes();
            for (int i = 0; i < 4_000; i++) {
                cut(scaler, frames.get(0), target, i);
            }
            // A scaling context or a picture leaked in each would be hundreds of megabytes.
            assertThat(NativeMemory.inUseBytes() - before).isLessThan(20L << 20);
        }
        frames.forEach(VideoFrame::close);
        assertThat(leases.open()).isZero();
    }

    private static void cut(FrameScaler scaler, VideoFrame frame, ByteBuffer target, int i) throws FfmpegException {
        PixelBox region = new PixelBox(i % 100 * 2, i % 50 * 2, 60 + i % 7 * 20, 40 + i % 5 * 10);
        scaler.scaleRegion(frame, region, target, 320, new PixelBox(0, 0, 160 + i % 3 * 16, 96), false);
    }

    @Test
    void decodingAgainAndAgainLeavesNoNativeMemoryBehind() throws Exception {
        for (int i = 0; i < 10; i++) {
            decode().forEach(VideoFrame::close);
        }
        long before = NativeMemory.inUseBytes();
        for (int i = 0; i < 30; i++) {
            decode().forEach(VideoFrame::close);
        }
        // 3,000 leaked pictures of 640x360 would be 1 GB.
        assertThat(NativeMemory.inUseBytes() - before).isLessThan(100L << 20);
        assertThat(leases.open()).isZero();
    }

    @Test
    void aMachineWithoutTheHardwareSaysSo() {
        for (HardwareDevice.Kind kind : HardwareDevice.Kind.values()) {
            try (HardwareDevice device = HardwareDevice.open(kind)) {
                assertThat(device.kind()).isEqualTo(kind); // this machine has one
            } catch (FfmpegException e) {
                assertThat(e).hasMessageContaining("cannot open a " + kind + " device");
            }
        }
    }

    @Test
    void whatIsNoVideoIsNamedWithWhatWasFound() throws Exception {
        Path sound = folder.resolve("sound.wav");
        Programs.run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "sine", "-t", "1", sound.toString())
                .orFail();
        UnsupportedStreamException e = org.assertj.core.api.Assertions.catchThrowableOfType(
                UnsupportedStreamException.class,
                () -> Demuxer.open(new SourceUrl(sound.toUri(), null), SETTINGS, () -> false));
        assertThat(e).hasMessageContaining("no H.264 or H.265 video").hasMessageContaining("pcm_s16le");
    }
}
