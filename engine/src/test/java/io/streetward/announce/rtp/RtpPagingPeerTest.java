package io.streetward.announce.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.announce.Clip;
import io.streetward.announce.ClipCache;
import io.streetward.announce.ClipForm;
import io.streetward.announce.ClipMaker;
import io.streetward.announce.ClipSource;
import io.streetward.announce.DeliveryOutcome;
import io.streetward.announce.DeliveryOutcome.Delivered;
import io.streetward.announce.EspeakVoice;
import io.streetward.announce.Sounds;
import io.streetward.announce.SpeakerId;
import io.streetward.announce.SpeakerLoop;
import io.streetward.announce.SpeakerMeters;
import io.streetward.announce.Voice;
import io.streetward.testkit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An announcement heard by ffmpeg, which no one here wrote. */
class RtpPagingPeerTest {
    private static final String GROUP = "239.255.77.1";
    private static final int PACKET_SAMPLES = 160;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private SpeakerLoop loop;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        Programs.assumeOnPath("ffmpeg");
        loop = new SpeakerLoop();
    }

    @AfterEach
    void close() {
        if (loop != null) {
            loop.close();
        }
    }

    @Test
    void ffmpegHearsUnicastSpeechAsItWasSaid() throws Exception {
        Programs.assumeOnPath("espeak-ng");
        ClipMaker maker = new ClipMaker(EspeakVoice.installed(), new ClipCache(4, 1 << 20, registry));
        Clip clip = maker.make(
                new ClipSource.Spoken("Please move your vehicle. Parking is not allowed here.", Voice.ENGLISH),
                new ClipForm(8000, 0));

        short[] heard = hear("127.0.0.1", G711.PCMA, clip);

        assertHeard(clip, heard);
    }

    @Test
    void ffmpegHearsMuLaw() throws Exception {
        Clip clip = new Clip(8000, Sounds.tone(440, 8000));

        assertHeard(clip, hear("127.0.0.1", G711.PCMU, clip));
    }

    @Test
    void ffmpegHearsAMulticastToneWithoutAGap() throws Exception {
        assumeTrue(multicastWorks(), "skipped: this machine refuses multicast on its loopback interface");
        Clip clip = new Clip(8000, Sounds.tone(440, 2 * 8000 + 37));

        short[] heard = hear(GROUP, G711.PCMA, clip);

        assertHeard(clip, heard);
        assertThat(Sounds.longestQuiet(heard, 2000)).as("samples of silence").isLessThan(40 * 8);
    }

    /** What Java's sockets cannot tell a receiver: the TOS byte and the hops left, asked of the kernel by Python. */
    @Test
    void packetsAreMarkedExpeditedForwardingAndKeepToTheirNetwork() throws Exception {
        Programs.assumeOnPath("python3");
        assumeTrue(multicastWorks(), "skipped: this machine refuses multicast on its loopback interface");

        assertThat(tosAndTtl("127.0.0.1", 1)).startsWith("184 ");
        assertThat(tosAndTtl(GROUP, 1)).isEqualTo("184 1");
        assertThat(tosAndTtl(GROUP, 3)).isEqualTo("184 3");
    }

    private String tosAndTtl(String host, int ttl) throws Exception {
        String script = """
                import socket, sys
                host = sys.argv[1]
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.bind((host, 0))
                s.setsockopt(socket.IPPROTO_IP, 13, 1)  # IP_RECVTOS
                s.setsockopt(socket.IPPROTO_IP, 12, 1)  # IP_RECVTTL
                if host.startswith('239.'):
                    member = socket.inet_aton(host) + socket.inet_aton('127.0.0.1')
                    s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
                s.settimeout(10)
                print(s.getsockname()[1], flush=True)
                _, control, _, _ = s.recvmsg(2048, 1024)
                said = {kind: data[0] for _, kind, data in control}
                print(said[1], said[2])
                """;
        Process python = new ProcessBuilder("python3", "-c", script, host)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = python.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(out.readLine());
            RtpTarget target = new RtpTarget(
                    new InetSocketAddress(host, port),
                    G711.PCMA,
                    ttl,
                    RtpTarget.DSCP_EF,
                    Optional.of(loopback().getName()));
            Clip clip = new Clip(8000, Sounds.tone(440, 160));
            channel(target).speak(clip.reader()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            return out.readLine();
        } finally {
            python.destroyForcibly();
        }
    }

    private RtpPagingChannel channel(RtpTarget target) {
        SpeakerMeters meters = new SpeakerMeters(registry, new SpeakerId("horn-1"));
        return new RtpPagingChannel(target, loop.eventLoop(), meters, Clock.systemUTC());
    }

    private short[] hear(String host, G711 codec, Clip clip) throws Exception {
        int port = FreePorts.evenPair();
        RtpTarget target = new RtpTarget(
                new InetSocketAddress(host, port),
                codec,
                1,
                RtpTarget.DSCP_EF,
                Optional.of(loopback().getName()));
        RtpPagingChannel channel = channel(target);
        try (FfmpegRtpReceiver ffmpeg = new FfmpegRtpReceiver(host, port, codec, folder)) {
            DeliveryOutcome outcome =
                    channel.speak(clip.reader()).toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(Delivered.class);
            return ffmpeg.stop();
        }
    }

    private static void assertHeard(Clip clip, short[] heard) {
        int packets = (clip.sampleCount() + PACKET_SAMPLES - 1) / PACKET_SAMPLES;
        assertThat(heard).hasSize(packets * PACKET_SAMPLES);
        assertThat(Sounds.correlation(clip.samples(), heard, 200)).isGreaterThan(0.99);
        assertThat(Sounds.peakDbfs(heard)).isLessThanOrEqualTo(-3.0);
    }

    private static NetworkInterface loopback() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    }

    private static boolean multicastWorks() {
        try (MulticastSocket socket = new MulticastSocket(0)) {
            InetSocketAddress group = new InetSocketAddress(GROUP, socket.getLocalPort());
            socket.setNetworkInterface(loopback());
            socket.joinGroup(group, loopback());
            socket.setSoTimeout(1000);
            socket.send(new DatagramPacket(new byte[] {1}, 1, group));
            socket.receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
