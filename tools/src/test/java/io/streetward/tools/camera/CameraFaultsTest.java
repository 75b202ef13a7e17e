package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.testkit.Programs;
import io.streetward.tools.camera.RtspTestClient.Reply;
import io.streetward.tools.camera.RtspTestClient.Rtp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a camera as they show in its RTSP connection, byte by byte. */
class CameraFaultsTest {
    private static final String SESSION = "Session: ";
    private static final int QUIET_MS = 250;

    @TempDir
    static Path folder;

    static Path clip;
    static Path h265;

    private RtspCamera camera;
    private URI uri;

    @BeforeAll
    static void encodeClips() {
        if (Programs.onPath("ffmpeg")) {
            clip = TestClips.encode(folder.resolve("clip.mp4"), "libx264");
            h265 = TestClips.encode(folder.resolve("h265.mp4"), "libx265");
        }
    }

    @BeforeEach
    void startCamera() throws CameraException {
        Programs.assumeOnPath("ffmpeg");
        camera = RtspCamera.builder().stream("gate", clip).build();
        camera.start();
        uri = camera.uri("gate");
    }

    @AfterEach
    void stopCamera() {
        if (camera != null) {
            camera.close();
        }
    }

    private RtspTestClient player() throws IOException {
        RtspTestClient client = new RtspTestClient(uri);
        client.play(uri);
        client.readTimestamps(1);
        return client;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting: " + what).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    /** Returns how many bytes the last interleaved frame is short of. */
    private static int missingBytes(byte[] frames) {
        int at = 0;
        while (at + 4 <= frames.length) {
            assertThat(frames[at]).as("byte %d begins a frame", at).isEqualTo((byte) '$');
            at += 4 + (ByteBuffer.wrap(frames).getShort(at + 2) & 0xFFFF);
        }
        return at - frames.length;
    }

    /** Reads on until nothing more comes and the last frame is not whole. */
    private static int missingBytesOfTheCutFrame(RtspTestClient client) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int attempt = 0; attempt < 40; attempt++) {
            read.writeBytes(client.readUntilQuiet(QUIET_MS));
            int missing = missingBytes(read.toByteArray());
            if (missing > 0) {
                return missing;
            }
        }
        throw new AssertionError("no frame was cut");
    }

    @Test
    void aStallCutsAFrameAndCompletesItWhenItEnds() throws Exception {
        try (RtspTestClient client = player()) {
            camera.apply(new Fault.Stall());

            int missing = missingBytesOfTheCutFrame(client);

            camera.clear();
            client.read(missing);
            Rtp last = client.readRtp();
            Rtp next = client.readRtp();
            while (next.sequence() == ((last.sequence() + 1) & 0xFFFF)) {
                last = next;
                next = client.readRtp();
            }
            assertThat(last.marker()).as("the picture before the gap is whole").isTrue();
            assertThat(TestClips.beginsKeyframe(next)).as("a keyframe after it").isTrue();
        }
    }

    @Test
    void aStallAnswersNoRequestUntilItEnds() throws Exception {
        try (RtspTestClient client = new RtspTestClient(uri)) {
            Reply played = client.play(uri);
            client.readTimestamps(1);
            camera.apply(new Fault.Stall());
            int missing = missingBytesOfTheCutFrame(client);

            client.send(("OPTIONS * RTSP/1.0\r\nCSeq: 77\r\n" + SESSION + played.session() + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            assertThat(client.readUntilQuiet(QUIET_MS)).isEmpty();

            camera.clear();
            client.read(missing);
            assertThat(client.request("OPTIONS", "*").headers()).containsEntry("cseq", "77");
        }
    }

    @Test
    void resetsInTheMiddleOfAFrame() throws Exception {
        try (RtspTestClient client = player()) {
            camera.apply(new Fault.Reset(true));

            assertThat(missingBytes(client.readUntilReset())).isPositive();
        }
        player().close(); // and is there again
    }

    @Test
    void resetsAtOnce() throws Exception {
        try (RtspTestClient idle = new RtspTestClient(uri);
                RtspTestClient playing = player()) {
            idle.request("OPTIONS", "*");
            camera.apply(new Fault.Reset(false));

            assertThat(idle.readUntilReset()).isEmpty();
            playing.readUntilReset();
        }
        await("no client", () -> camera.counters().clients() == 0);
    }

    @ParameterizedTest
    @EnumSource(Fault.Moment.class)
    void fallsSilentAtAMomentOfTheExchange(Fault.Moment moment) throws Exception {
        camera.apply(new Fault.Silent(moment));

        List<String> answered = new ArrayList<>();
        try (RtspTestClient client = new RtspTestClient(uri)) {
            client.soTimeout(QUIET_MS);
            answered.add("connected");
            client.request("OPTIONS", "*");
            answered.add("OPTIONS");
            client.request("DESCRIBE", uri.toString());
            answered.add("DESCRIBE");
            Reply setup =
                    client.request("SETUP", uri + "/streamid=0", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
            answered.add("SETUP");
            client.request("PLAY", uri.toString(), SESSION + setup.session());
            answered.add("PLAY");
            client.readRtp();
            answered.add("media");
        } catch (SocketTimeoutException e) {
            assertThat(answered)
                    .last()
                    .isEqualTo(
                            switch (moment) {
                                case ACCEPT -> "connected";
                                case DESCRIBE -> "OPTIONS";
                                case SETUP -> "DESCRIBE";
                                case PLAY -> "SETUP";
                                case MEDIA -> "PLAY";
                            });
        }
        assertThat(answered).doesNotContain("media");
        camera.clear();
        player().close();
    }

    @Test
    void sendsThoseAwayWhoHaveTheOldPassword() throws Exception {
        try (RtspTestClient watching = new RtspTestClient(uri)) {
            Reply played = watching.play(uri);
            camera.apply(new Fault.PasswordChange(new CameraCredentials("op", "new"), false));

            watching.readTimestamps(3);
            assertThat(watching.request("GET_PARAMETER", uri.toString(), SESSION + played.session())
                            .status())
                    .isEqualTo(401);
            String basic = "Authorization: Basic b3A6bmV3"; // op:new
            assertThat(watching.request("DESCRIBE", uri.toString(), basic).status())
                    .isEqualTo(200);

            camera.apply(new Fault.PasswordChange(new CameraCredentials("op", "newer"), true));
            watching.awaitClose();
            camera.clear();
            player().close();
        }
    }

    @Test
    void isAbsentAndComesBackOnItsPort() throws Exception {
        int port = camera.port();
        try (RtspTestClient client = player()) {
            camera.apply(new Fault.Absent());

            client.awaitClose();
            assertThatThrownBy(() -> new RtspTestClient(uri)).isInstanceOf(ConnectException.class);
        }
        camera.clear();
        assertThat(camera.port()).isEqualTo(port);
        player().close();
    }

    @Test
    void isAnotherSourceAfterARestart() throws Exception {
        Rtp before;
        Reply played;
        try (RtspTestClient client = new RtspTestClient(uri)) {
            played = client.play(uri);
            before = client.readRtp();
            camera.apply(new Fault.Restart(), Duration.ofMillis(200));
            client.awaitClose();
        }
        await("open again", () -> {
            try {
                new RtspTestClient(uri).close();
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        try (RtspTestClient client = new RtspTestClient(uri)) {
            assertThat(client.request("PLAY", uri.toString(), SESSION + played.session())
                            .status())
                    .isEqualTo(454);
            client.play(uri);
            assertThat(client.readRtp().ssrc()).isNotEqualTo(before.ssrc());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3_600, -10})
    void jumpsInTimestampsButNotInSequence(int seconds) throws Exception {
        try (RtspTestClient client = player()) {
            Rtp last = client.readRtp();
            camera.apply(new Fault.TimestampJump(Duration.ofSeconds(seconds)));

            long jump = 0;
            while (jump == 0) {
                Rtp next = client.readRtp();
                assertThat(next.sequence()).isEqualTo((last.sequence() + 1) & 0xFFFF);
                int step = (int) (next.timestamp() - last.timestamp());
                jump = step == 0 ? 0 : step - (last.marker() ? TestClips.TICKS_PER_FRAME : 0);
                last = next;
            }
            assertThat(jump).isEqualTo(seconds * 90_000L);
        }
    }

    @Test
    void wrapsItsTimestamps() throws Exception {
        try (RtspCamera wrapping = RtspCamera.builder().stream("gate", clip)
                .startOnPlay(true)
                .timestampsWrapAfter(Duration.ofMillis(400))
                .build()) {
            wrapping.start();
            try (RtspTestClient client = new RtspTestClient(wrapping.uri("gate"))) {
                client.play(wrapping.uri("gate"));
                List<Long> timestamps = client.readTimestamps(20);

                assertThat(timestamps.get(9)).isEqualTo((1L << 32) - TestClips.TICKS_PER_FRAME);
                assertThat(timestamps.get(10)).isZero();
                assertThat(timestamps.get(19)).isEqualTo(9 * TestClips.TICKS_PER_FRAME);
            }
        }
    }

    @Test
    void showsAnotherCodecToTheNextConnectionAndTheOldOneAfterwards() throws Exception {
        Fault change = new Fault.ClipChange("gate", h265, false);
        try (RtspTestClient client = player()) {
            camera.apply(change);

            client.awaitClose();
        }
        try (RtspTestClient client = new RtspTestClient(uri)) {
            assertThat(client.request("DESCRIBE", uri.toString()).body()).contains("H265/90000");
            client.play(uri);
            int vps = 32;
            int aggregate = 48;
            ByteBuffer first = client.readRtp().payload();
            int type = (first.get(0) >> 1) & 0x3F;
            assertThat(type == aggregate ? (first.get(4) >> 1) & 0x3F : type)
                    .as("first NAL unit")
                    .isEqualTo(vps);
            camera.clear(change);
            client.awaitClose();
        }
        try (RtspTestClient client = new RtspTestClient(uri)) {
            assertThat(client.request("DESCRIBE", uri.toString()).body()).contains("H264/90000");
        }
    }

    @Test
    void refusesWhatItCannotPlay() {
        assertThatThrownBy(() -> camera.apply(new Fault.ClipChange("gate", h265, true)))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("cannot be changed in band");
        assertThatThrownBy(() -> camera.apply(new Fault.ClipChange("door", h265, false)))
                .hasMessageContaining("no stream 'door'");
        RtspCamera black = RtspCamera.builder().stream("gate", h265)
                .fault(Duration.ZERO, new Fault.BlackPicture())
                .build();
        assertThatThrownBy(black::start)
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("stream gate: a black picture can be drawn for 8-bit progressive 4:2:0 H.264");
    }

    @Test
    void sendsNoKeyframesButDoesNotWaitForOne() throws Exception {
        camera.apply(new Fault.NoKeyframes());
        try (RtspTestClient client = new RtspTestClient(uri)) {
            client.play(uri);
            for (int picture = 0; picture < 15; ) { // they were 10 apart
                Rtp packet = client.readRtp();
                assertThat(TestClips.beginsKeyframe(packet)).isFalse();
                picture += packet.marker() ? 1 : 0;
            }
            camera.clear();
            while (!TestClips.beginsKeyframe(client.readRtp())) {
                // comes within 10 pictures
            }
        }
    }

    /** A sender report's wall time of a packet with a timestamp. */
    private static Instant capturedAt(byte[] report, long timestamp) {
        ByteBuffer fields = ByteBuffer.wrap(report);
        long seconds = (fields.getInt(8) & 0xFFFF_FFFFL) - 2_208_988_800L;
        long nanos = ((fields.getInt(12) & 0xFFFF_FFFFL) * 1_000_000_000L) >> 32;
        int ticksBefore = fields.getInt(16) - (int) timestamp;
        return Instant.ofEpochSecond(seconds, nanos).minusNanos(ticksBefore * 100_000L / 9);
    }

    @Test
    void tellsWhenPicturesWereCaptured() throws Exception {
        Path reordered = TestClips.encode(folder.resolve("reordered.mp4"), "libx264", "-preset", "fast", "-bf", "2");
        for (int offset : new int[] {0, 90, -90}) {
            try (RtspCamera timed = RtspCamera.builder().stream("gate", reordered)
                    .startOnPlay(true)
                    .fault(Duration.ZERO, new Fault.ClockOffset(Duration.ofSeconds(offset)))
                    .build()) {
                timed.start();
                try (RtspTestClient client = new RtspTestClient(timed.uri("gate"))) {
                    Instant before = Instant.now();
                    client.play(timed.uri("gate"));
                    List<byte[]> reports = new ArrayList<>();
                    Rtp first = client.readRtp(reports);
                    Instant after = Instant.now();

                    assertThat(reports).hasSize(1);
                    assertThat(reports.get(0)[1] & 0xFF).isEqualTo(200);
                    assertThat(ByteBuffer.wrap(reports.get(0)).getInt(4)).isEqualTo(first.ssrc());
                    assertThat(capturedAt(reports.get(0), first.timestamp()).minusSeconds(offset))
                            .isBetween(before.minusMillis(1), after.plusMillis(1));
                }
            }
        }
    }

    @Test
    void givesALateClientItsReportAtOnceUnlessThereAreNone() throws Exception {
        player().close(); // has had the report of all clients
        List<byte[]> reports = new ArrayList<>();
        try (RtspTestClient client = new RtspTestClient(uri)) {
            client.play(uri);
            client.readRtp(reports);
        }
        assertThat(reports).hasSize(1);
        camera.apply(new Fault.NoSenderReports());
        reports.clear();
        try (RtspTestClient client = new RtspTestClient(uri)) {
            client.play(uri);
            client.readRtp(reports);
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void sendsGarbageBetweenFramesInPayloadsAndInsteadOfAnswers() throws Exception {
        try (RtspTestClient client = player()) {
            camera.apply(new Fault.Garbage(Fault.Place.FRAMES, 7));
            assertThatThrownBy(() -> {
                        while (true) {
                            client.readRtp();
                        }
                    })
                    .hasMessage("expected an interleaved frame");
        }
        camera.clear();
        try (RtspTestClient client = player()) {
            camera.apply(new Fault.Garbage(Fault.Place.PAYLOAD, 7));
            int forbidden = 0;
            for (Rtp packet = client.readRtp(); forbidden == 0; packet = client.readRtp()) {
                int type = packet.payload().get(0) & 0x1F;
                forbidden += type == 0 || type > 29 || (packet.payload().get(0) & 0x80) != 0 ? 1 : 0;
            }
        }
        camera.apply(new Fault.Garbage(Fault.Place.ANSWERS, 7));
        try (RtspTestClient client = new RtspTestClient(uri)) {
            client.send("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(new String(client.readUntilQuiet(QUIET_MS), ISO_8859_1))
                    .isNotEmpty()
                    .doesNotStartWith("RTSP");
        }
    }

    @Test
    void followsItsScript() throws Exception {
        try (RtspCamera scripted = RtspCamera.builder().stream("gate", clip)
                .startOnPlay(true)
                .fault(Duration.ZERO, Duration.ofMillis(300), new Fault.Absent())
                .build()) {
            scripted.start();
            assertThat(scripted.port()).isPositive();
            assertThatThrownBy(() -> new RtspTestClient(scripted.uri("gate"))).isInstanceOf(ConnectException.class);
            await("there again", () -> {
                try (RtspTestClient client = new RtspTestClient(scripted.uri("gate"))) {
                    return client.request("OPTIONS", "*").status() == 200;
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void keepsNothingOfManyQuickConnections() throws Exception {
        String udp = "Transport: RTP/AVP;unicast;client_port=50000-50001";
        for (int i = 0; i < 200; i++) {
            RtspTestClient client = new RtspTestClient(uri);
            if (i % 2 == 0) {
                client.play(uri);
            } else {
                Reply setup = client.request("SETUP", uri + "/streamid=0", udp);
                client.request("PLAY", uri.toString(), SESSION + setup.session());
            }
            if (i % 4 < 2) {
                client.reset();
            } else {
                client.close();
            }
        }
        await("all gone", () -> camera.connections() == 0 && camera.counters().clients() == 0);
        assertThat(camera.udpPeers()).isZero();
        assertThat(camera.counters().clientsSeen()).isEqualTo(200);
    }
}
