package io.streetward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GstRtspServerTest {
    private static final int CLIP_FRAMES = 25;

    @TempDir
    static Path folder;

    static Path h264;
    static Path h265;

    @BeforeAll
    static void encodeClips() {
        if (!Programs.onPath("ffmpeg")) {
            return;
        }
        h264 = encode("one.mp4", "libx264");
        h265 = encode("two.mp4", "libx265");
    }

    @BeforeEach
    void needsPeers() {
        GstRtspServer.assumeAvailable();
        Programs.assumeOnPath("ffmpeg");
    }

    private static Path encode(String name, String encoder) {
        Path clip = folder.resolve(name);
        Programs.run(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=320x240:rate=25:duration=1",
                        "-c:v",
                        encoder,
                        "-preset",
                        "ultrafast",
                        "-bf",
                        "0",
                        "-g",
                        "12",
                        clip.toString())
                .orFail();
        return clip;
    }

    private static Programs.Result read(String url, int frames) {
        return read(url, frames, 5_000_000);
    }

    private static Programs.Result read(String url, int frames, int timeoutUs) {
        return Programs.run(
                "ffmpeg",
                "-v",
                "error",
                "-rtsp_transport",
                "tcp",
                "-timeout",
                Integer.toString(timeoutUs),
                "-i",
                url,
                "-frames:v",
                Integer.toString(frames),
                "-c",
                "copy",
                "-f",
                "framecrc",
                "-");
    }

    private static List<Long> presentationTimes(String framecrc) {
        return framecrc.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Long.parseLong(line.split(",", -1)[2].strip()))
                .toList();
    }

    @Test
    void loopsFilesWithNoJumpInTimeAtTheSeam() {
        try (GstRtspServer server = GstRtspServer.start(Map.of("one", h264, "two", h265))) {
            for (String name : List.of("one", "two")) {
                String frames =
                        read(server.uri(name).toString(), CLIP_FRAMES + 15).orFail();

                List<Long> times = presentationTimes(frames);
                assertThat(times).hasSize(CLIP_FRAMES + 15);
                // FFmpeg's client leaves the first packet without a time and its muxer makes one up.
                for (int i = 2; i < times.size(); i++) {
                    assertThat(times.get(i) - times.get(i - 1))
                            .as("ticks before frame %d of %s", i, name)
                            .isBetween(3_599L, 3_601L);
                }
            }
        }
    }

    @Test
    void asksForDigestCredentials() {
        try (GstRtspServer server = GstRtspServer.start(Map.of("gate", h264), "viewer", "s3cret")) {
            assertThat(read(server.uri("gate", "viewer", "s3cret").toString(), 3)
                            .exitCode())
                    .isZero();
            assertThat(read(server.uri("gate", "viewer", "wrong").toString(), 3).err())
                    .contains("401");
            assertThat(read(server.uri("gate").toString(), 3).err()).contains("401");
        }
    }

    @Test
    void comesBackOnTheSamePortAfterAKill() {
        try (GstRtspServer server = GstRtspServer.start(Map.of("gate", h264))) {
            String url = server.uri("gate").toString();
            server.kill();
            assertThat(read(url, 1).exitCode()).isNotZero();

            server.restart();

            assertThat(read(url, 3).exitCode()).isZero();
        }
    }

    @Test
    void freezesAndThaws() {
        try (GstRtspServer server = GstRtspServer.start(Map.of("gate", h264))) {
            server.freeze();
            assertThat(read(server.uri("gate").toString(), 1, 1_000_000).exitCode())
                    .as("nobody answers while it is frozen")
                    .isNotZero();
            server.thaw();

            assertThat(read(server.uri("gate").toString(), 3).exitCode()).isZero();
        }
    }

    @Test
    void saysWhatIsWrongWithAFileItCannotServe() {
        Path missing = folder.resolve("missing.mp4");

        assertThatThrownBy(() -> GstRtspServer.start(Map.of("gate", missing)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("missing.mp4");
    }
}
