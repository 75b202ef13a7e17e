package io.streetward.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.streetward.codec.SourceUrl;
import io.streetward.codec.TlsTrust;
import io.streetward.ingest.CameraClock;
import io.streetward.ingest.StreamAlignment;
import io.streetward.ingest.StreamRole;
import io.streetward.ingest.StreamSettings;
import io.streetward.ingest.StreamState;
import io.streetward.media.ClockOffset;
import io.streetward.media.EncodedPacket;
import io.streetward.testkit.Programs;
import io.streetward.tools.camera.Fault;
import io.streetward.tools.camera.RtspCamera;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways in which a stream comes, each from a real server. */
class StreamKindsTest {
    private static final FaultTiming TIMING = FaultTiming.quick();
    private static final Duration PATIENCE = TIMING.patience();

    @TempDir
    static Path folder;

    static Clips clips;

    @BeforeAll
    static void encode() {
        Programs.assumeOnPath("ffmpeg");
        clips = Clips.encode(folder);
    }

    private static WatchedStream watch(URI uri, StreamSettings settings) {
        return new WatchedStream("cam", new SourceUrl(uri, null), settings);
    }

    /** OpenSSL inside FFmpeg, against a camera with a certificate of its own making. */
    @Test
    void aCameraBehindTlsIsBelievedOnlyWithItsOwnCertificateOrUnseen() throws Exception {
        try (RtspCamera camera =
                RtspCamera.builder().stream("street", clips.h264()).tls(true).build()) {
            camera.start();
            URI uri = URI.create("rtsps://localhost:" + camera.port() + "/street");
            try (WatchedStream strict = watch(uri, TIMING.trusting(TlsTrust.SYSTEM));
                    WatchedStream knowing = watch(uri, TIMING.trusting(new TlsTrust(true, certificateOf(camera))));
                    WatchedStream trusting = watch(uri, TIMING.trusting(new TlsTrust(false, null)))) {
                knowing.await("live with its certificate", PATIENCE, knowing::live);
                trusting.await("live unverified", PATIENCE, trusting::live);
                strict.await("refused", PATIENCE, () -> strict.state().phase() == StreamState.Phase.DOWN);
                assertThat(strict.state().reason()).contains("tls.caFile");
            }
        }
    }

    private static Path certificateOf(RtspCamera camera) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TakesAny()}, new SecureRandom());
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), camera.port())) {
            socket.startHandshake();
            byte[] der = socket.getSession().getPeerCertificates()[0].getEncoded();
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            Path file = folder.resolve("camera.pem");
            return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
        }
    }

    private static final class TakesAny implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void autoTakesUdpWhereTheCameraRefusesTcp() throws Exception {
        try (RtspCamera camera =
                RtspCamera.builder().stream("street", clips.h264()).build()) {
            camera.start();
            try (TcpRefusingProxy proxy = new TcpRefusingProxy(camera.uri("street"));
                    WatchedStream stream = watch(proxy.uri(), TIMING.over(StreamSettings.Transport.AUTO))) {
                stream.await("live over UDP", PATIENCE, stream::live);
            }
        }
    }

    @Test
    void theCamerasClockIsMeasuredByItsReports() throws Exception {
        try (RtspCamera camera = RtspCamera.builder().stream("street", clips.h264())
                .fault(Duration.ZERO, new Fault.ClockOffset(Duration.ofSeconds(90)))
                .build()) {
            camera.start();
            try (WatchedStream stream = watch(camera.uri("street"), TIMING.settings())) {
                stream.await("a report", PATIENCE, () -> stream.clock().offset().isPresent());
                ClockOffset offset = stream.clock().offset().orElseThrow();
                assertThat(offset.ahead()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(91));
                stream.await(
                        "a picture with the camera's time",
                        PATIENCE,
                        () -> newest(stream).capturedAt() != null);
                EncodedPacket newest = newest(stream);
                assertThat(Duration.between(newest.receivedAt(), newest.capturedAt()))
                        .isBetween(Duration.ofSeconds(89), Duration.ofSeconds(91));
            }
        }
    }

    @Test
    void whatIsSeenInTheSubStreamLiesAtTheSameTimeInTheMainOne() throws Exception {
        for (boolean reports : new boolean[] {true, false}) {
            try (RtspCamera camera = RtspCamera.builder().stream("main", clips.larger()).stream("sub", clips.h264())
                    .build()) {
                camera.start();
                if (!reports) {
                    camera.apply(new Fault.NoSenderReports());
                }
                StreamAlignment alignment = new StreamAlignment(System.nanoTime());
                try (WatchedStream sub = role(camera, "sub", false, alignment)) {
                    sub.await(
                            "the sub stream first",
                            PATIENCE,
                            () -> sub.witness().packets() > 40);
                    try (WatchedStream main = role(camera, "main", true, alignment)) {
                        main.await("both", PATIENCE, () -> main.witness().packets() > 100);
                        double error = Math.abs(lag(sub) - lag(main));
                        assertThat(error)
                                .as("seconds apart, reports %s", reports)
                                .isLessThan(reports ? 0.15 : 0.3);
                    }
                }
            }
        }
    }

    private static WatchedStream role(RtspCamera camera, String path, boolean main, StreamAlignment alignment) {
        return new WatchedStream(
                "cam",
                new StreamRole(main, alignment, new CameraClock()),
                new SourceUrl(camera.uri(path), null),
                TIMING.settings());
    }

    /** Median of arrival minus media time over the last packets: the camera sends both streams at the same moments. */
    private static double lag(WatchedStream stream) {
        List<EncodedPacket> recent = stream.witness().recent();
        double[] lags = recent.subList(recent.size() - 40, recent.size()).stream()
                .mapToDouble(packet ->
                        packet.receivedAt().toEpochMilli() / 1e3 - packet.pts().seconds())
                .sorted()
                .toArray();
        return lags[lags.length / 2];
    }

    @Test
    void aStreamSlowerThanTheLimitIsLearnedAndNotCutOff() throws Exception {
        Path slow = folder.resolve("slow.mp4");
        Programs.run(("ffmpeg -v error -y -f lavfi -i testsrc2=size=160x120:rate=5/6:duration=12 -c:v libx264"
                                + " -preset ultrafast -pix_fmt yuv420p -g 1 " + slow)
                        .split(" "))
                .orFail();
        StreamSettings settings = new StreamSettings(
                StreamSettings.Transport.TCP,
                TlsTrust.SYSTEM,
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(12),
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                true);
        try (RtspCamera camera = RtspCamera.builder().stream("street", slow).build()) {
            camera.start();
            try (WatchedStream stream = watch(camera.uri("street"), settings)) {
                stream.await("two pictures", PATIENCE, () -> stream.witness().packets() >= 2);
                long connects = stream.connects();
                stream.await("three more", PATIENCE, () -> stream.witness().packets() >= 5);
                assertThat(stream.connects()).as("connections").isEqualTo(connects);
            }
        }
    }

    @Test
    void aFileIsPlayedInRealTimeAndGoesRoundOrEnds() throws Exception {
        URI file = clips.h264().toUri();
        long start = System.nanoTime();
        try (WatchedStream round = watch(file, TIMING.settings());
                WatchedStream once = watch(file, once())) {
            once.await("the end", PATIENCE, () -> once.state().phase() == StreamState.Phase.STOPPED);
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(3_900).toNanos());
            assertThat(once.state().reason()).isEqualTo("the recording is over");
            assertThat(once.witness().packets()).isEqualTo(100);
            round.await("round again", PATIENCE, () -> round.witness().packets() > 110);
            assertThat(round.live()).isTrue();
            assertThat(round.witness().nonsense()).isEmpty();
        }
    }

    private static StreamSettings once() {
        StreamSettings s = TIMING.settings();
        return new StreamSettings(
                s.transport(),
                s.tls(),
                s.openTimeout(),
                s.readTimeout(),
                s.keyframeTimeout(),
                s.pictureTimeout(),
                s.firstRetry(),
                s.lastRetry(),
                s.unauthorisedRetry(),
                false);
    }

    @Test
    void anHttpSourceComesTheSameWay() throws Exception {
        Path transportStream = folder.resolve("clip.ts");
        Programs.run(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-i",
                        clips.h264().toString(),
                        "-c",
                        "copy",
                        transportStream.toString())
                .orFail();
        byte[] bytes = Files.readAllBytes(transportStream);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/clip.ts", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/clip.ts");
        try (WatchedStream stream = watch(uri, TIMING.settings())) {
            stream.await("pictures", PATIENCE, () -> stream.witness().packets() > 90);
            assertThat(newest(stream).format().widthPx()).isEqualTo(320);
        } finally {
            server.stop(0);
        }
    }

    private static EncodedPacket newest(WatchedStream stream) {
        List<EncodedPacket> recent = stream.witness().recent();
        return recent.get(recent.size() - 1);
    }
}
