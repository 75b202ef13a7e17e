package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.testkit.Programs;
import io.streetward.tools.camera.RtspTestClient.Reply;
import io.streetward.tools.camera.RtspTestClient.Rtp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire, packet by packet. */
class RtspCameraTest {
    private static final int CLIP_FRAMES = 25;

    @TempDir
    static Path folder;

    static Path clip;

    @BeforeAll
    static void encodeClip() {
        if (Programs.onPath("ffmpeg")) {
            clip = TestClips.encode(folder.resolve("clip.mp4"), "libx264");
        }
    }

    @BeforeEach
    void needsFfmpeg() {
        Programs.assumeOnPath("ffmpeg");
    }

    private static RtspCamera start(RtspCameraBuilder builder) throws CameraException {
        RtspCamera camera = builder.build();
        camera.start();
        return camera;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting: " + what).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void goesOnOverTheSeamWithoutAJumpInTimeOrSequence() throws Exception {
        try (RtspCamera camera = start(RtspCamera.builder().stream("gate", clip).startOnPlay(true));
                RtspTestClient client = new RtspTestClient(camera.uri("gate"))) {
            client.play(camera.uri("gate"));

            List<byte[]> reports = new ArrayList<>();
            int pictures = 0;
            Rtp last = client.readRtp(reports);
            while (pictures < CLIP_FRAMES + 15) {
                Rtp packet = client.readRtp(reports);
                assertThat(packet.sequence()).isEqualTo((last.sequence() + 1) & 0xFFFF);
                long step = last.marker() ? TestClips.TICKS_PER_FRAME : 0;
                assertThat((packet.timestamp() - last.timestamp()) & 0xFFFF_FFFFL)
                        .as("ticks after picture %d", pictures)
                        .isEqualTo(step);
                pictures += packet.marker() ? 1 : 0;
                last = packet;
            }
            assertThat(camera.counters("gate").loops()).isEqualTo(1);
            assertThat(reports.get(0)[1] & 0xFF).as("RTCP sender report").isEqualTo(200);
        }
    }

    @Test
    void startsALateClientAtAKeyframe() throws Exception {
        try (RtspCamera camera = start(RtspCamera.builder().stream("gate", clip));
                RtspTestClient first = new RtspTestClient(camera.uri("gate"));
                RtspTestClient second = new RtspTestClient(camera.uri("gate"))) {
            first.play(camera.uri("gate"));
            first.readTimestamps(3); // not at a keyframe: they are 10 pictures apart
            second.play(camera.uri("gate"));

            assertThat(TestClips.beginsKeyframe(second.readRtp())).isTrue();
            assertThat(camera.counters().clients()).isEqualTo(2);
        }
    }

    @Test
    void dropsWholePicturesUntilAKeyframeForAClientThatDoesNotRead() throws Exception {
        // About 25 Mbit/s, so that buffers fill within a second or two.
        Path heavy = TestClips.encode(
                "testsrc2=size=640x480:rate=25:duration=1,noise=alls=60:allf=t",
                folder.resolve("heavy.mp4"),
                "libx264",
                "-crf",
                "18");
        try (RtspCamera camera =
                        start(RtspCamera.builder().stream("gate", heavy).maxPendingBytes(100_000));
                RtspTestClient slow = new RtspTestClient(camera.uri("gate"), 8_192);
                RtspTestClient quick = new RtspTestClient(camera.uri("gate"))) {
            slow.play(camera.uri("gate"));
            await("drops", () -> camera.counters().packetsDropped() > 200);

            quick.play(camera.uri("gate"));
            quick.readTimestamps(5); // one client's trouble is not another's
            Rtp last = slow.readRtp();
            Rtp next = slow.readRtp();
            while (next.sequence() == ((last.sequence() + 1) & 0xFFFF)) {
                last = next;
                next = slow.readRtp();
            }
            assertThat(last.marker()).as("the picture before the gap is whole").isTrue();
            assertThat(TestClips.beginsKeyframe(next))
                    .as("a keyframe after the gap")
                    .isTrue();
        }
    }

    @Test
    void playsOnceAndSaysGoodbye() throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        CameraListener listener = new CameraListener() {
            @Override
            public void streamEnded(String path, String problem) {
                ends.add(path + problem);
            }
        };
        try (RtspCamera camera = start(RtspCamera.builder().stream("gate", clip)
                        .loop(false)
                        .startOnPlay(true)
                        .listener(listener));
                RtspTestClient client = new RtspTestClient(camera.uri("gate"))) {
            URI uri = camera.uri("gate");
            Reply played = client.play(uri);
            client.readTimestamps(CLIP_FRAMES);

            camera.awaitEnd();
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("gate");
            String session = "Session: " + played.session();
            assertThat(client.request("PLAY", uri.toString(), session).status()).isEqualTo(455);
            assertThat(client.request("DESCRIBE", uri.toString()).status()).isEqualTo(404);
            assertThat(camera.counters("gate").accessUnits()).isEqualTo(CLIP_FRAMES);
        }
    }

    @Test
    void waitsForTheFirstPlayWhenToldTo() throws Exception {
        try (RtspCamera camera = start(RtspCamera.builder().stream("gate", clip).startOnPlay(true));
                RtspTestClient client = new RtspTestClient(camera.uri("gate"))) {
            client.request("DESCRIBE", camera.uri("gate").toString());
            assertThat(camera.counters().accessUnits()).isZero();

            client.play(camera.uri("gate"));

            assertThat(TestClips.beginsKeyframe(client.readRtp())).isTrue();
        }
    }

    @Test
    void forgetsClientsThatTearDownHangUpOrReset() throws Exception {
        BlockingQueue<String> left = new LinkedBlockingQueue<>();
        CameraListener listener = new CameraListener() {
            @Override
            public void clientLeft(CameraClient client, String why, Duration stay, long sent, long dropped) {
                left.add(client.transport() + " " + why);
            }
        };
        try (RtspCamera camera = start(RtspCamera.builder().stream("gate", clip).listener(listener))) {
            URI uri = camera.uri("gate");
            for (String way : List.of("TEARDOWN", "hang up", "reset")) {
                RtspTestClient client = new RtspTestClient(uri);
                Reply played = client.play(uri);
                client.readTimestamps(1);
                if (way.equals("TEARDOWN")) {
                    client.request("TEARDOWN", uri.toString(), "Session: " + played.session());
                }
                if (way.equals("reset")) {
                    client.reset();
                } else {
                    client.close();
                }

                assertThat(left.poll(10, TimeUnit.SECONDS))
                        .as(way)
                        .startsWith(way.equals("TEARDOWN") ? "TCP TEARDOWN" : "TCP connection");
                await("no client", () -> camera.counters().clients() == 0);
            }
            assertThat(camera.counters().clientsSeen()).isEqualTo(3);
        }
    }

    @Test
    void cutsOffAClientThatHasFallenSilentButNotOneThatReports() throws Exception {
        try (RtspCamera camera =
                        start(RtspCamera.builder().stream("gate", clip).sessionTimeout(Duration.ofSeconds(2)));
                RtspTestClient silent = new RtspTestClient(camera.uri("gate"));
                RtspTestClient overUdp = new RtspTestClient(camera.uri("gate"));
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            URI uri = camera.uri("gate");
            String ports = socket.getLocalPort() + "-" + socket.getLocalPort();
            Reply setup =
                    overUdp.request("SETUP", uri + "/streamid=0", "Transport: RTP/AVP;unicast;client_port=" + ports);
            overUdp.request("PLAY", uri.toString(), "Session: " + setup.session());
            assertThat(setup.headers().get("session")).endsWith(";timeout=2");
            String transport = setup.headers().get("transport");
            int rtcpPort = Integer.parseInt(transport.replaceAll(".*server_port=\\d+-(\\d+).*", "$1"));
            silent.play(uri);
            await("both", () -> camera.counters().clients() == 2);

            byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
            await("the silent one is cut off", () -> {
                sendQuietly(
                        socket, new DatagramPacket(report, report.length, InetAddress.getLoopbackAddress(), rtcpPort));
                return camera.counters().clients() == 1;
            });

            silent.awaitClose();
            assertThat(overUdp.request("OPTIONS", "*").status()).isEqualTo(200);
        }
    }

    private static void sendQuietly(DatagramSocket socket, DatagramPacket packet) {
        try {
            socket.send(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsAnInterleavedClientThatReports() throws Exception {
        try (RtspCamera camera =
                        start(RtspCamera.builder().stream("gate", clip).sessionTimeout(Duration.ofSeconds(2)));
                RtspTestClient client = new RtspTestClient(camera.uri("gate"))) {
            client.play(camera.uri("gate"));

            for (int i = 0; i < 40; i++) {
                client.readTimestamps(2);
                client.send(new byte[] {'$', 1, 0, 8, (byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1});
            }

            assertThat(camera.counters().clients()).isEqualTo(1);
        }
    }

    @Test
    void servesMoreStreamsThanJavaCppHasCallbacks() throws Exception {
        RtspCameraBuilder builder = RtspCamera.builder().startOnPlay(true);
        for (int i = 0; i < 12; i++) {
            builder.stream("camera" + i, clip);
        }
        try (RtspCamera camera = start(builder)) {
            for (int i = 0; i < 12; i++) {
                try (RtspTestClient client = new RtspTestClient(camera.uri("camera" + i))) {
                    client.play(camera.uri("camera" + i));
                    assertThat(TestClips.beginsKeyframe(client.readRtp())).isTrue();
                }
            }
        }
    }

    @Test
    void givesEverythingBackWhenItCloses() throws Exception {
        for (int i = 0; i < 15; i++) { // more than the ten callbacks that JavaCPP can have at a time
            try (RtspCamera camera =
                            start(RtspCamera.builder().stream("gate", clip).startOnPlay(true));
                    RtspTestClient client = new RtspTestClient(camera.uri("gate"))) {
                client.play(camera.uri("gate"));
                assertThat(TestClips.beginsKeyframe(client.readRtp()))
                        .as("camera %d", i)
                        .isTrue();
            }
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.equals("camera-gate"));
    }

    @Test
    void saysWhenItsPortIsTaken() throws Exception {
        try (RtspCamera camera = start(RtspCamera.builder().stream("gate", clip))) {
            RtspCamera second = RtspCamera.builder().stream("gate", clip)
                    .port(camera.port())
                    .build();

            assertThatThrownBy(second::start)
                    .isInstanceOf(CameraException.class)
                    .hasMessageContaining(":" + camera.port() + ": cannot listen there");
        }
    }

    @Test
    void refusesTwoStreamsUnderOnePath() {
        RtspCameraBuilder builder = RtspCamera.builder().stream("gate", clip).stream("gate", clip);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same path");
    }
}
