package io.streetward.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.testkit.NativeMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Mp4RemuxerTest {
    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00.123456Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"libx264,0", "libx264,2", "libx265,0", "libx265,2"})
    void aClipFromAnnexBPacketsShowsThePicturesOfTheSource(String encoder, int bFrames) throws Exception {
        FfmpegCli.assumePresent();
        Path source = FfmpegCli.testClip(folder, encoder, 6, bFrames);
        List<EncodedPacket> packets = PacketFile.readAnnexB(source, NOON);
        assertThat(packets.get(0).format().extradata().remaining()).isZero();
        int start = indexOfSecondKeyframe(packets);

        Path clip = folder.resolve("clip.mp4");
        Mp4Summary summary = remux(packets.subList(start, packets.size()), clip);

        List<String> expected = FfmpegCli.pictureHashes(source);
        assertThat(FfmpegCli.pictureHashes(clip)).isEqualTo(expected.subList(50, 150));
        assertThat(summary.firstPts()).isEqualTo(MediaTime.ofMillis(2_000));
        assertThat(summary.lastPts()).isEqualTo(MediaTime.ofMillis(5_960));
        assertThat(summary.lastReceivedAt()).isEqualTo(NOON.plusMillis(5_960));
        assertThat(summary.repairedTimestamps()).isZero();
        assertThat(Double.parseDouble(probe(clip, "format=duration"))).isCloseTo(4.0, within(0.001));
        assertThat(Double.parseDouble(probe(clip, "stream=start_time"))).isZero();
        assertThat(probe(clip, "format_tags=creation_time")).startsWith("2026-11-24T04:00:02");
    }

    @Test
    void packetsOfAnMp4ComeOutBitForBit() throws Exception {
        FfmpegCli.assumePresent();
        Path source = Footage.clip("events/a_park1.mp4");
        List<EncodedPacket> packets = PacketFile.read(source, NOON);

        Path clip = folder.resolve("clip.mp4");
        remux(packets, clip);

        assertThat(packetHashes(clip)).isEqualTo(packetHashes(source)).hasSize(packets.size());
    }

    @Test
    void theIndexLiesInFrontOfThePictures() throws Exception {
        FfmpegCli.assumePresent();
        Path clip = folder.resolve("clip.mp4");
        remux(PacketFile.readAnnexB(FfmpegCli.testClip(folder, "libx264", 2, 0), NOON), clip);

        String bytes = new String(Files.readAllBytes(clip), StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isBetween(1, bytes.indexOf("mdat"));
    }

    @Test
    void seiOfTheCameraStaysInThePictures() throws Exception {
        FfmpegCli.assumePresent();
        // x264 signs its streams with an unregistered SEI (type 5), the kind ONVIF media signing uses.
        Path clip = folder.resolve("clip.mp4");
        remux(PacketFile.readAnnexB(FfmpegCli.testClip(folder, "libx264", 2, 0), NOON), clip);

        assertThat(new String(Files.readAllBytes(clip), StandardCharsets.ISO_8859_1))
                .contains("x264 - core");
    }

    @Test
    void timestampsThatStandStillAreMovedOnAndCounted() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> packets = PacketFile.readAnnexB(FfmpegCli.testClip(folder, "libx264", 2, 0), NOON);
        EncodedPacket tenth = packets.get(10);
        packets.set(11, at(packets.get(11), tenth.pts()));

        Path clip = folder.resolve("clip.mp4");
        Mp4Summary summary = remux(packets, clip);

        assertThat(summary.repairedTimestamps()).isEqualTo(1);
        assertThat(FfmpegCli.pictureHashes(clip)).hasSize(50);
    }

    @Test
    void withoutAKeyframeThereIsNoClip() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> packets = PacketFile.readAnnexB(FfmpegCli.testClip(folder, "libx264", 2, 0), NOON);

        assertThatThrownBy(() -> remux(packets.subList(1, 20), folder.resolve("clip.mp4")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no keyframe");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> packets = PacketFile.readAnnexB(FfmpegCli.testClip(folder, "libx264", 2, 0), NOON);
        Path target = folder.resolve("missing").resolve("clip.mp4");

        assertThatThrownBy(() -> remux(packets, target))
                .isInstanceOf(FfmpegException.class)
                .hasMessageContaining(target.toString())
                .hasMessageContaining("No such file");
    }

    @Test
    void nativeMemoryDoesNotGrowWithClips() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> packets = PacketFile.readAnnexB(FfmpegCli.testClip(folder, "libx264", 2, 0), NOON);
        Path clip = folder.resolve("clip.mp4");
        for (int i = 0; i < 20; i++) {
            remux(packets, clip);
        }
        long beforeBytes = NativeMemory.inUseBytes();
        for (int i = 0; i < 200; i++) {
            remux(packets, clip);
        }
        // A leaked packet set is 200 × ~0.5 MB; the compiler of the JVM may take a few MB meanwhile.
        long leakedBytes =
                200L * packets.stream().mapToInt(EncodedPacket::sizeBytes).sum();
        assertThat(NativeMemory.inUseBytes() - beforeBytes).isLessThan(leakedBytes / 2);
    }

    private static Mp4Summary remux(List<EncodedPacket> packets, Path target) throws IOException {
        try (Mp4Remuxer remuxer = new Mp4Remuxer(target)) {
            for (EncodedPacket packet : packets) {
                remuxer.write(packet);
            }
            return remuxer.finish();
        }
    }

    private static int indexOfSecondKeyframe(List<EncodedPacket> packets) {
        int i = 1;
        while (!packets.get(i).keyframe()) {
            i++;
        }
        return i;
    }

    private static EncodedPacket at(EncodedPacket packet, MediaTime time) {
        byte[] payload = new byte[packet.sizeBytes()];
        packet.payload().get(payload);
        return new EncodedPacket(
                packet.stream(),
                packet.format(),
                time,
                time,
                packet.duration(),
                packet.keyframe(),
                packet.receivedAt(),
                payload);
    }

    private static List<String> packetHashes(Path file) throws IOException, InterruptedException {
        return FfmpegCli.ffmpeg("-i", file.toString(), "-map", "0:v:0", "-c", "copy", "-f", "framemd5", "-")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    private static String probe(Path file, String entry) throws IOException, InterruptedException {
        return FfmpegCli.ffprobe("-show_entries", entry, "-of", "csv=p=0", file.toString())
                .strip();
    }
}
