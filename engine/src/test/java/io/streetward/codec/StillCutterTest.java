package io.streetward.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.testkit.NativeMemory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StillCutterTest {
    private final NativeLeases leases = new NativeLeases();
    private final StillCutter cutter = new StillCutter(leases);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"libx264,0,37", "libx264,2,37", "libx264,2,49", "libx264,2,0", "libx265,2,38"})
    void aStillIsThePictureOfThatTime(String encoder, int bFrames, int frame) throws Exception {
        FfmpegCli.assumePresent();
        Path source = FfmpegCli.testClip(folder, encoder, 4, bFrames);
        MediaTime at = MediaTime.ofMillis(frame * 40L);

        Still still = cutter.cut(firstGop(source), at);

        assertThat(still.exact()).isTrue();
        assertThat(still.damaged()).isFalse();
        assertThat(still.pts()).isEqualTo(at);
        assertThat(still.widthPx()).isEqualTo(640);
        assertThat(still.heightPx()).isEqualTo(360);
        // Luma only: how chroma is brought back to full size is the reader's choice, and this picture is all edges.
        BufferedImage luma = lumaOf(still);
        assertThat(psnr(luma, lumaOf(source, frame))).isGreaterThan(38);
        // The test picture moves: its neighbours must fit worse.
        assertThat(psnr(luma, lumaOf(source, frame + 1))).isLessThan(30);
        assertThat(leases.open()).isZero();
    }

    @Test
    void aStillOfRealFootageHasItsColours() throws Exception {
        FfmpegCli.assumePresent();
        Path source = Footage.clip("events/a_park1.mp4");
        List<EncodedPacket> packets = PacketFile.read(source, Instant.EPOCH);
        MediaTime at = packets.get(30).pts();

        Still still = cutter.cut(packets.subList(0, 50), at);

        BufferedImage ours = ImageIO.read(new ByteArrayInputStream(bytes(still)));
        assertThat(still.exact()).isTrue();
        assertThat(psnr(ours, colourOf(source, 30))).isGreaterThan(35);
    }

    @Test
    void aMissingTimeGivesTheNearestEarlierPictureAndSaysSo() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> gop = firstGop(FfmpegCli.testClip(folder, "libx264", 4, 2));

        Still still = cutter.cut(gop, new MediaTime(1_010_000));

        assertThat(still.exact()).isFalse();
        assertThat(still.pts()).isEqualTo(MediaTime.ofMillis(1_000));
        assertThat(leases.open()).isZero();
    }

    @Test
    void aTimeBeforeTheRecordingGivesItsFirstPicture() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> gop = firstGop(FfmpegCli.testClip(folder, "libx264", 4, 0));

        Still still = cutter.cut(gop, new MediaTime(-40_000));

        assertThat(still.exact()).isFalse();
        assertThat(still.pts()).isEqualTo(MediaTime.ZERO);
    }

    @Test
    void aPictureWithMissingDataIsMarkedDamaged() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> gop = firstGop(FfmpegCli.testClip(folder, "libx264", 4, 0));
        EncodedPacket whole = gop.get(20);
        byte[] half = new byte[whole.sizeBytes() / 2];
        whole.payload().get(half);
        gop.set(
                20,
                new EncodedPacket(
                        whole.stream(),
                        whole.format(),
                        whole.pts(),
                        whole.dts(),
                        whole.duration(),
                        false,
                        whole.receivedAt(),
                        half));

        assertThat(cutter.cut(gop, whole.pts()).damaged()).isTrue();
        assertThat(leases.open()).isZero();
    }

    @Test
    void nothingRecordedIsAnErrorThatNamesTheTime() {
        assertThatThrownBy(() -> cutter.cut(List.of(), MediaTime.ofMillis(1_500)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1.500s");
    }

    @Test
    void nativeMemoryDoesNotGrowWithStills() throws Exception {
        FfmpegCli.assumePresent();
        List<EncodedPacket> gop =
                firstGop(FfmpegCli.testClip(folder, "libx264", 2, 0)).subList(0, 4);
        for (int i = 0; i < 200; i++) {
            cutter.cut(gop, gop.get(1).pts());
        }
        long beforeBytes = NativeMemory.inUseBytes();
        for (int i = 0; i < 600; i++) {
            cutter.cut(gop, gop.get(1).pts());
        }
        long leakedBytes =
                600L * 640 * 360 * 3 / 2; // one picture a call; the heap and the allocator settle at some 60 MB
        assertThat(NativeMemory.inUseBytes() - beforeBytes).isLessThan(leakedBytes / 2);
        assertThat(leases.open()).isZero();
    }

    private static List<EncodedPacket> firstGop(Path source) throws IOException {
        List<EncodedPacket> packets = PacketFile.readAnnexB(source, Instant.EPOCH);
        int end = 1;
        while (end < packets.size() && !packets.get(end).keyframe()) {
            end++;
        }
        return packets.subList(0, end);
    }

    private BufferedImage lumaOf(Still still) throws IOException, InterruptedException {
        Path jpeg = folder.resolve("still.jpg");
        Files.write(jpeg, bytes(still));
        return frame(jpeg, "extractplanes=y");
    }

    private BufferedImage lumaOf(Path source, int index) throws IOException, InterruptedException {
        return frame(source, "select=eq(n\\," + index + "),scale=out_range=full,format=yuvj420p,extractplanes=y");
    }

    private BufferedImage colourOf(Path source, int index) throws IOException, InterruptedException {
        return frame(source, "select=eq(n\\," + index + "),scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp");
    }

    private BufferedImage frame(Path source, String filter) throws IOException, InterruptedException {
        Path png = folder.resolve("frame.png");
        FfmpegCli.ffmpeg("-i", source.toString(), "-vf", filter, "-frames:v", "1", "-update", "1", png.toString());
        return ImageIO.read(png.toFile());
    }

    private static byte[] bytes(Still still) {
        ByteBuffer jpeg = still.jpeg();
        byte[] bytes = new byte[jpeg.remaining()];
        jpeg.get(bytes);
        return bytes;
    }

    /** Peak signal-to-noise ratio over all bands, in dB. Samples, not getRGB(): that would bend grey by its gamma. */
    private static double psnr(BufferedImage a, BufferedImage b) {
        int bands = Math.min(3, a.getRaster().getNumBands());
        assertThat(a.getWidth()).isEqualTo(b.getWidth());
        double squares = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int band = 0; band < bands; band++) {
                    double d =
                            a.getRaster().getSample(x, y, band) - b.getRaster().getSample(x, y, band);
                    squares += d * d;
                }
            }
        }
        double mean = squares / ((double) bands * a.getWidth() * a.getHeight());
        return 10 * Math.log10(255 * 255 / mean);
    }
}
