package io.streetward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.TlsTrust;
import io.streetward.media.EncodedPacket;
import io.streetward.media.StreamId;
import io.streetward.testkit.GstRtspServer;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Against GStreamer's RTSP server and sockets that never answer. */
class StreamSupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    static Path clip;

    private final List<StreamSupervisor> open = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void encode() throws Exception {
        GstRtspServer.assumeAvailable();
        FfmpegCli.assumePresent();
        clip = FfmpegCli.testClip(folder, "libx264", 2, 0, "320x240");
    }

    @AfterEach
    void close() {
        open.forEach(StreamSupervisor::close);
    }

    private StreamSupervisor supervise(String id, SourceUrl source, PacketSink sink) {
        return supervise(id, source, sink, false);
    }

    private StreamSupervisor supervise(String id, SourceUrl source, PacketSink sink, boolean udp) {
        StreamSettings settings = new StreamSettings(
                udp ? StreamSettings.Transport.UDP : StreamSettings.Transport.TCP,
                TlsTrust.SYSTEM,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                true);
        StreamSupervisor supervisor = new StreamSupervisor(
                new StreamId(id),
                StreamRole.only(),
                () -> source,
                settings,
                sink,
                new PictureWatch(settings.keyframeTimeout(), settings.pictureTimeout()),
                Clock.systemUTC(),
                meters);
        open.add(supervisor);
        supervisor.start();
        return supervisor;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within " + PATIENCE + ": " + what).isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void deliversAccessUnitsFromAKeyframeOnInOrder() throws Exception {
        for (boolean udp : new boolean[] {false, true}) {
            List<EncodedPacket> got = new CopyOnWriteArrayList<>();
            try (GstRtspServer server = GstRtspServer.start(Map.of("a", clip))) {
                StreamSupervisor supervisor =
                        supervise("cam-" + udp, new SourceUrl(server.uri("a"), null), got::add, udp);
                await("60 packets", () -> got.size() >= 60);
                supervisor.close();
            }
            assertThat(got.get(0).keyframe()).isTrue();
            assertThat(got.get(0).format().widthPx()).isEqualTo(320);
            assertThat(IntStream.range(1, got.size())
                            .allMatch(
                                    i -> got.get(i).dts().isAfter(got.get(i - 1).dts())))
                    .isTrue();
            // More than one pass over the clip of 2 s: the seam is in it.
            assertThat(got.stream().filter(EncodedPacket::keyframe).count()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void comesBackAfterTheServerDiedAndTimeGoesOn() throws Exception {
        List<EncodedPacket> got = new CopyOnWriteArrayList<>();
        try (GstRtspServer server = GstRtspServer.start(Map.of("a", clip))) {
            StreamSupervisor supervisor = supervise("cam", new SourceUrl(server.uri("a"), null), got::add);
            await("live", () -> supervisor.state().phase() == StreamState.Phase.LIVE && got.size() > 10);
            server.kill();
            await("noticed", () -> supervisor.state().phase() != StreamState.Phase.LIVE);
            int before = got.size();
            server.restart();
            await("live again", () -> got.size() > before + 10);
            EncodedPacket last = got.get(before - 1);
            EncodedPacket next = got.get(before);
            assertThat(next.keyframe()).isTrue();
            Duration media = next.pts().since(last.pts());
            Duration wall = Duration.between(last.receivedAt(), next.receivedAt());
            assertThat(media.minus(wall).abs()).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void aServerThatFreezesIsNoticedAndLeft() throws Exception {
        List<EncodedPacket> got = new CopyOnWriteArrayList<>();
        try (GstRtspServer server = GstRtspServer.start(Map.of("a", clip))) {
            StreamSupervisor supervisor = supervise("cam", new SourceUrl(server.uri("a"), null), got::add);
            await("live", () -> got.size() > 10);
            server.freeze();
            await("noticed", () -> supervisor.state().phase() != StreamState.Phase.LIVE);
            server.thaw();
            int before = got.size();
            await("live again", () -> got.size() > before + 10);
        }
    }

    @Test
    void digestCredentialsOpenTheStreamAndWrongOnesSayWhatToDo() throws Exception {
        try (GstRtspServer server = GstRtspServer.start(Map.of("a", clip), "viewer", "p@ss/word:1")) {
            List<EncodedPacket> got = new CopyOnWriteArrayList<>();
            supervise(
                    "right",
                    new SourceUrl(server.uri("a"), new SourceUrl.Credentials("viewer", "p@ss/word:1")),
                    got::add);
            await("packets", () -> !got.isEmpty());

            StreamSupervisor wrong = supervise(
                    "wrong", new SourceUrl(server.uri("a"), new SourceUrl.Credentials("viewer", "hunter2")), p -> {});
            await("refused", () -> wrong.state().phase() == StreamState.Phase.UNAUTHORISED);
            assertThat(wrong.state().reason())
                    .contains("check this camera's user name and password")
                    .doesNotContain("hunter2");
        }
    }

    /** JavaCPP carries ten callbacks of a type: the deadline must work for more cameras than that. */
    @Test
    void manyCamerasThatNeverAnswerAreAllNoticedAndNoneStopsTheOthers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 64);
                GstRtspServer server = GstRtspServer.start(Map.of("a", clip))) {
            URI dead = URI.create("rtsp://127.0.0.1:" + silent.getLocalPort() + "/x");
            List<StreamSupervisor> deaf = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                deaf.add(supervise("dead-" + i, new SourceUrl(dead, null), p -> {}));
            }
            List<EncodedPacket> got = new CopyOnWriteArrayList<>();
            StreamSupervisor good = supervise("good", new SourceUrl(server.uri("a"), null), got::add);
            await("the good one", () -> got.size() > 10);
            for (StreamSupervisor one : deaf) {
                await("each dead one", () -> one.state().phase() == StreamState.Phase.DOWN);
                assertThat(one.state().reason()).contains("nothing came within");
            }
            assertThat(good.state().phase()).isEqualTo(StreamState.Phase.LIVE);

            long start = System.nanoTime();
            deaf.forEach(StreamSupervisor::requestStop);
            deaf.forEach(StreamSupervisor::close);
            LoggerFactory.getLogger(getClass())
                    .info("closing 14 readers took {} ms", (System.nanoTime() - start) / 1_000_000);
            assertThat(deaf).allMatch(s -> s.state().phase() == StreamState.Phase.STOPPED);
        }
    }
}
