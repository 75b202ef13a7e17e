package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of a camera as they show in decoded pictures; the decoder is ffmpeg's, which must find nothing to complain of. */
class FaultyPicturesTest {
    // ffmpeg guesses the times of the first pictures, which it has looked into before it plays.
    private static final int SETTLED = 6;
    private static final int PICTURE_BYTES = 320 * 240 * 3 / 2;

    @TempDir
    static Path folder;

    @BeforeAll
    static void needsPrograms() {
        Programs.assumeOnPath("ffmpeg");
        Programs.assumeOnPath("ffprobe");
    }

    /** A picture's time in ticks of 90 kHz and the MD5 sum of what it shows. */
    private record Picture(long ticks, String md5) {}

    private static List<Picture> pictures(RtspCamera camera, int count) {
        return decoded(
                "-rtsp_transport",
                "tcp",
                "-timeout",
                "10000000",
                "-i",
                camera.uri("gate").toString(),
                "-frames:v",
                Integer.toString(count));
    }

    private static List<Picture> decoded(String... input) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
        command.addAll(List.of(input));
        command.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:90000", "-f", "framemd5", "-"));
        Programs.Result result = Programs.run(command.toArray(String[]::new));
        String out = result.orFail();
        assertThat(result.err()).isEmpty();
        return out.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(",\\s*"))
                .map(fields -> new Picture(Long.parseLong(fields[2]), fields[5]))
                .toList();
    }

    private static void assertTimeGoesOn(List<Picture> pictures) {
        for (int i = SETTLED; i < pictures.size(); i++) {
            assertThat(pictures.get(i).ticks() - pictures.get(i - 1).ticks())
                    .as("ticks before picture %d", i)
                    .isEqualTo(TestClips.TICKS_PER_FRAME);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "libx264,-preset medium -bf 2", // CABAC, weighted prediction, 8x8 transform
        "libx264,-preset fast -bf 0 -slices 4 -profile:v baseline", // CAVLC, picture order as decoded
        "libx265,-preset fast -bf 2 -x265-params open-gop=1:log-level=error:scenecut=0" // CRA pictures
    })
    void standsStillWhileTimeGoesOn(String encoder, String options) throws Exception {
        Path clip = TestClips.encode(folder.resolve("frozen.mp4"), encoder, options.split(" "));
        Set<String> original = new LinkedHashSet<>();
        decoded("-i", clip.toString()).forEach(picture -> original.add(picture.md5()));
        try (RtspCamera camera =
                RtspCamera.builder().stream("gate", clip).startOnPlay(true).build()) {
            camera.start();
            Thread script = new Thread(() -> freezeFor(camera, 15, 20));
            script.start();

            List<Picture> pictures = pictures(camera, 60);

            script.join();
            if (encoder.equals("libx264")) {
                assertTimeGoesOn(pictures);
            } else { // pictures that lead a broken link cannot be shown
                assertThat(pictures.subList(SETTLED, pictures.size()))
                        .extracting(Picture::ticks)
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
            String still = mostFrequent(pictures);
            int first = IntStream.range(0, pictures.size() - 8)
                    .filter(i -> pictures.subList(i, i + 8).stream()
                            .allMatch(picture -> picture.md5().equals(still)))
                    .findFirst()
                    .orElseThrow();
            int last = IntStream.range(0, pictures.size())
                    .filter(i -> pictures.get(i).md5().equals(still))
                    .max()
                    .orElseThrow();
            assertThat(pictures.subList(first, last + 1))
                    .allMatch(picture -> picture.md5().equals(still));
            assertThat(last - first + 1).as("pictures that stand still").isGreaterThanOrEqualTo(15);
            assertThat(first).isGreaterThan(10);
            assertThat(last).isLessThan(59);
            assertThat(pictures).extracting(Picture::md5).isSubsetOf(original);
        }
    }

    /** Freezes the camera after a number of pictures, for a number of pictures. */
    private static void freezeFor(RtspCamera camera, int after, int pictures) {
        try {
            awaitPictures(camera, after);
            camera.apply(new Fault.FrozenPicture());
            awaitPictures(camera, after + pictures);
            camera.clear();
        } catch (CameraException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitPictures(RtspCamera camera, int count) throws InterruptedException {
        while (camera.counters().accessUnits() < count) {
            Thread.sleep(5);
        }
    }

    private static String mostFrequent(List<Picture> pictures) {
        String most = "";
        long times = 0;
        for (Picture picture : pictures) {
            long here = pictures.stream()
                    .filter(other -> other.md5().equals(picture.md5()))
                    .count();
            if (here > times) {
                times = here;
                most = picture.md5();
            }
        }
        return most;
    }

    @ParameterizedTest
    @CsvSource({"-preset ultrafast -bf 0", "-preset medium -bf 2"})
    void isBlackAtTheSameSize(String options) throws Exception {
        Path clip = TestClips.encode(folder.resolve("black.mp4"), "libx264", options.split(" "));
        Path raw = folder.resolve("black.yuv");
        try (RtspCamera camera = RtspCamera.builder().stream("gate", clip)
                .startOnPlay(true)
                .fault(Duration.ZERO, new Fault.BlackPicture())
                .build()) {
            camera.start();

            Programs.Result result = Programs.run(
                    "ffmpeg",
                    "-v",
                    "warning",
                    "-y",
                    "-rtsp_transport",
                    "tcp",
                    "-i",
                    camera.uri("gate").toString(),
                    "-frames:v",
                    "25",
                    "-f",
                    "rawvideo",
                    raw.toString());

            result.orFail();
            assertThat(result.err()).isEmpty();
        }
        byte[] pictures = Files.readAllBytes(raw);
        byte[] black = new byte[PICTURE_BYTES];
        Arrays.fill(black, 0, 320 * 240, (byte) 16);
        Arrays.fill(black, 320 * 240, PICTURE_BYTES, (byte) 128);
        assertThat(pictures).hasSize(25 * PICTURE_BYTES);
        for (int i = 0; i < 25; i++) {
            assertThat(Arrays.copyOfRange(pictures, i * PICTURE_BYTES, (i + 1) * PICTURE_BYTES))
                    .as("picture %d", i)
                    .isEqualTo(black);
        }
    }

    @Test
    void keepsPicturesWholeAcrossATimestampWrap() throws Exception {
        Path clip = TestClips.encode(folder.resolve("wrap.mp4"), "libx264");
        List<String> original =
                decoded("-i", clip.toString()).stream().map(Picture::md5).toList();
        try (RtspCamera camera = RtspCamera.builder().stream("gate", clip)
                .startOnPlay(true)
                .timestampsWrapAfter(Duration.ofMillis(400))
                .build()) {
            camera.start();

            List<Picture> pictures = pictures(camera, 25);

            assertTimeGoesOn(pictures);
            assertThat(pictures).extracting(Picture::md5).isEqualTo(original);
        }
    }

    @Test
    void changesItsResolutionInBand() throws Exception {
        Path small = TestClips.encode(folder.resolve("small.mp4"), "libx264");
        Path large =
                TestClips.encode("testsrc2=size=640x480:rate=25:duration=1", folder.resolve("large.mp4"), "libx264");
        try (RtspCamera camera =
                RtspCamera.builder().stream("gate", small).startOnPlay(true).build()) {
            camera.start();
            Thread script = new Thread(() -> {
                try {
                    awaitPictures(camera, 12);
                    camera.apply(new Fault.ClipChange("gate", large, true));
                } catch (CameraException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            script.start();

            List<String> sizes = Programs.run(
                            "ffprobe",
                            "-v",
                            "error",
                            "-rtsp_transport",
                            "tcp",
                            "-read_intervals",
                            "%+#30",
                            "-show_entries",
                            "frame=width",
                            "-of",
                            "csv=p=0",
                            camera.uri("gate").toString())
                    .orFail()
                    .lines()
                    .map(line -> line.replaceAll("\\D", ""))
                    .filter(width -> !width.isEmpty())
                    .toList();

            script.join();
            assertThat(sizes).startsWith("320").endsWith("640");
            assertThat(sizes.subList(0, sizes.indexOf("640"))).containsOnly("320");
            assertThat(sizes.subList(sizes.indexOf("640"), sizes.size())).containsOnly("640");
        }
    }
}
