package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.Programs;
import io.streetward.tools.camera.RtspTestClient.Rtp;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RTSPS, main and sub streams, and many cameras in one. */
class CameraTransportsTest {
    @TempDir
    static Path folder;

    static Path large;
    static Path small;

    @BeforeAll
    static void encodeClips() {
        Programs.assumeOnPath("ffmpeg");
        large = TestClips.encode("testsrc2=size=640x480:rate=25:duration=1", folder.resolve("large.mp4"), "libx264");
        small = TestClips.encode(folder.resolve("small.mp4"), "libx264");
    }

    @Test
    void servesFfmpegAndGstreamerInsideTls() throws Exception {
        try (RtspCamera camera =
                RtspCamera.builder().stream("gate", small).tls(true).build()) {
            camera.start();
            String uri = camera.uri("gate").toString();
            assertThat(uri).startsWith("rtsps://");

            Programs.Result ffmpeg =
                    Programs.run("ffmpeg", "-v", "warning", "-i", uri, "-frames:v", "20", "-f", "framemd5", "-");

            assertThat(ffmpeg.orFail().lines().filter(line -> !line.startsWith("#")))
                    .hasSize(20);
            if (Programs.onPath("gst-launch-1.0")) {
                Programs.run(("gst-launch-1.0 -q rtspsrc location=" + uri
                                        + " tls-validation-flags=0 protocols=tcp+tls ! rtph264depay ! h264parse"
                                        + " ! identity eos-after=10 ! fakesink")
                                .split(" "))
                        .orFail();
            }
        }
    }

    /** Wall time, in ticks, of RTP timestamp 0 by a sender report, and the first packet's timestamp. */
    private static long firstPictureAtTicks(RtspCamera camera, String path) throws Exception {
        URI uri = camera.uri(path);
        try (RtspTestClient client = new RtspTestClient(uri)) {
            client.play(uri);
            List<byte[]> reports = new ArrayList<>();
            Rtp first = client.readRtp(reports);
            ByteBuffer report = ByteBuffer.wrap(reports.get(0));
            long seconds = report.getInt(8) & 0xFFFF_FFFFL;
            long fraction = report.getInt(12) & 0xFFFF_FFFFL;
            long ticks = seconds * 90_000 + ((fraction * 90_000) >> 32);
            return ticks - (report.getInt(16) - (int) first.timestamp());
        }
    }

    @Test
    void keepsMainAndSubStreamInStep() throws Exception {
        try (RtspCamera camera =
                RtspCamera.builder().stream("main", large).stream("sub", small).build()) {
            camera.start();

            long main = firstPictureAtTicks(camera, "main");
            long sub = firstPictureAtTicks(camera, "sub");

            // Both start at keyframes of clips with the same ones; each on the same grid of picture times.
            int apart = Math.floorMod(sub - main + TestClips.TICKS_PER_FRAME / 2, TestClips.TICKS_PER_FRAME)
                    - TestClips.TICKS_PER_FRAME / 2;
            assertThat(apart).as("ticks off the common grid").isBetween(-90, 90);
        }
    }

    @Test
    void posesAsManyCamerasThatAreSentOnePacketStream() throws Exception {
        try (RtspCamera camera = RtspCamera.builder().stream("main", large).stream("sub", small)
                .cameras(8)
                .startOnPlay(true)
                .build()) {
            camera.start();
            List<RtspTestClient> clients = new ArrayList<>();
            int ssrc = 0;
            for (int number = 1; number <= 8; number++) {
                URI uri = camera.uri(number + "/sub");
                RtspTestClient client = new RtspTestClient(uri);
                clients.add(client);
                assertThat(client.request("DESCRIBE", uri.toString()).status()).isEqualTo(200);
                assertThat(client.play(uri).status()).isEqualTo(200);
                Rtp first = client.readRtp();
                assertThat(TestClips.beginsKeyframe(first)).isTrue();
                assertThat(number == 1 ? 0 : first.ssrc() - ssrc).isZero();
                ssrc = first.ssrc();
            }
            assertThat(camera.counters("sub").clients()).isEqualTo(8);
            assertThat(camera.counters("main").clients()).isZero();
            for (RtspTestClient client : clients) {
                client.close();
            }
        }
    }
}
