package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.Programs;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that no one here wrote: the ffmpeg CLI, ffprobe, and GStreamer. */
class RealClientsTest {
    private static final int CLIP_FRAMES = 25;

    @TempDir
    static Path folder;

    static Path h264;
    static Path h265;
    static RtspCamera camera;

    @BeforeAll
    static void startCamera() throws CameraException {
        Programs.assumeOnPath("ffmpeg");
        Programs.assumeOnPath("ffprobe");
        h264 = TestClips.encode(folder.resolve("one.mp4"), "libx264");
        h265 = TestClips.encode(folder.resolve("two.mp4"), "libx265", "-preset", "fast", "-bf", "2");
        camera = RtspCamera.builder().stream("one", h264).stream("two", h265).build();
        camera.start();
    }

    @AfterAll
    static void stopCamera() {
        if (camera != null) {
            camera.close();
        }
    }

    /** MD5 sums of decoded pictures, in the order shown. */
    private static List<String> pictures(String... input) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
        command.addAll(List.of(input));
        command.addAll(List.of("-fps_mode", "passthrough", "-f", "framemd5", "-"));
        return Programs.run(command.toArray(String[]::new))
                .orFail()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    private static List<String> receive(String transport, URI uri, int pictures) {
        return pictures(
                "-rtsp_transport",
                transport,
                "-timeout",
                "10000000",
                "-i",
                uri.toString(),
                "-frames:v",
                Integer.toString(pictures));
    }

    @ParameterizedTest
    @CsvSource({"tcp,libx264", "udp,libx264", "tcp,libx265", "udp,libx265"})
    void ffmpegDecodesTheVeryPicturesOfTheFileRoundAndRound(String transport, String encoder) throws Exception {
        Path clip = encoder.equals("libx264") ? h264 : h265;
        List<String> original = pictures("-i", clip.toString());
        try (RtspCamera fromTheStart =
                RtspCamera.builder().stream("clip", clip).startOnPlay(true).build()) {
            fromTheStart.start();

            List<String> received = receive(transport, fromTheStart.uri("clip"), CLIP_FRAMES + 15);

            assertThat(original).hasSize(CLIP_FRAMES);
            assertThat(received.subList(0, CLIP_FRAMES)).isEqualTo(original);
            assertThat(received.subList(CLIP_FRAMES, CLIP_FRAMES + 15)).isEqualTo(original.subList(0, 15));
        }
    }

    @Test
    void ffprobeTellsCodecAndSize() {
        for (String path : List.of("one", "two")) {
            String told = Programs.run(
                            "ffprobe",
                            "-v",
                            "error",
                            "-rtsp_transport",
                            "tcp",
                            "-show_entries",
                            "stream=codec_name,width,height",
                            "-of",
                            "csv=p=0",
                            camera.uri(path).toString())
                    .orFail();

            assertThat(told.strip()).isEqualTo((path.equals("one") ? "h264" : "hevc") + ",320,240");
        }
    }

    @Test
    void twoClientsSeeTheSamePictures() throws Exception {
        List<String> original = pictures("-i", h264.toString());
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<List<String>> overTcp =
                    CompletableFuture.supplyAsync(() -> receive("tcp", camera.uri("one"), 20), two);
            CompletableFuture<List<String>> overUdp =
                    CompletableFuture.supplyAsync(() -> receive("udp", camera.uri("one"), 20), two);

            assertThat(overTcp.get()).hasSize(20).isSubsetOf(original);
            assertThat(overUdp.get()).hasSize(20).isSubsetOf(original);
        } finally {
            two.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void gstreamerReceivesBothCodecs(String transport) {
        Programs.assumeOnPath("gst-launch-1.0");
        for (String path : List.of("one", "two")) {
            String codec = path.equals("one") ? "h264" : "h265";
            Path received = folder.resolve(transport + "." + codec);
            Programs.run(("gst-launch-1.0 -q rtspsrc location=" + camera.uri(path) + " protocols=" + transport
                                    + " latency=100 ! rtp" + codec + "depay ! " + codec + "parse ! video/x-" + codec
                                    + ",stream-format=byte-stream,alignment=au ! identity eos-after=30 ! filesink location="
                                    + received)
                            .split(" "))
                    .orFail();

            List<String> original = pictures("-i", (path.equals("one") ? h264 : h265).toString());
            List<String> decoded = pictures("-i", received.toString());
            assertThat(decoded).as(path).hasSizeGreaterThan(20);
            assertThat(decoded).as(path).isSubsetOf(original);
        }
    }

    @Test
    void credentialsOpenTheDoorToFfmpegAndGstreamer() throws Exception {
        try (RtspCamera guarded = RtspCamera.builder().stream("gate", h264)
                .credentials(new CameraCredentials("op", "s3cret"))
                .build()) {
            guarded.start();
            String open = guarded.uri("gate").toString();

            assertThat(readOne(open.replace("rtsp://", "rtsp://op:s3cret@")).exitCode())
                    .isZero();
            assertThat(readOne(open.replace("rtsp://", "rtsp://op:wrong@")).err())
                    .contains("401");
            assertThat(readOne(open).err()).contains("401");
            if (Programs.onPath("gst-launch-1.0")) {
                assertThat(gstreamerReadsOne(open, "s3cret").exitCode()).isZero();
                assertThat(gstreamerReadsOne(open, "wrong").exitCode()).isNotZero();
            }
        }
    }

    private static Programs.Result gstreamerReadsOne(String uri, String password) {
        return Programs.run(("gst-launch-1.0 -q rtspsrc location=" + uri + " user-id=op user-pw=" + password
                        + " protocols=tcp ! rtph264depay ! h264parse ! identity eos-after=2 ! fakesink")
                .split(" "));
    }

    private static Programs.Result readOne(String uri) {
        return Programs.run(
                "ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", uri, "-frames:v", "1", "-f", "null", "-");
    }

    @Test
    void ffmpegSeesTheEndOfAStreamThatIsPlayedOnce() throws Exception {
        try (RtspCamera once = RtspCamera.builder().stream("clip", h264)
                .loop(false)
                .startOnPlay(true)
                .build()) {
            once.start();

            assertThat(pictures(
                            "-rtsp_transport",
                            "tcp",
                            "-timeout",
                            "10000000",
                            "-i",
                            once.uri("clip").toString()))
                    .hasSize(CLIP_FRAMES);
        }
    }

    @Test
    void ffmpegIsToldWhenThereIsNoSuchStream() {
        assertThat(readOne("rtsp://127.0.0.1:" + camera.port() + "/nowhere").err())
                .contains("404");
    }
}
