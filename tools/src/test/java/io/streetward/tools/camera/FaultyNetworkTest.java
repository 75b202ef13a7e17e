package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.Programs;
import io.streetward.tools.camera.RtspTestClient.Reply;
import io.streetward.tools.camera.RtspTestClient.Rtp;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bad network does to datagrams. */
class FaultyNetworkTest {
    @TempDir
    static Path folder;

    static Path clip;

    @BeforeAll
    static void encodeClip() {
        Programs.assumeOnPath("ffmpeg");
        clip = TestClips.encode(
                "testsrc2=size=640x480:rate=25:duration=1,noise=alls=20:allf=t", folder.resolve("clip.mp4"), "libx264");
    }

    /** A packet, and when it came. */
    private record Arrival(Rtp packet, long nanos) {}

    private static List<Arrival> receive(Fault fault, int packets) throws Exception {
        try (RtspCamera camera = RtspCamera.builder().stream("gate", clip)
                        .startOnPlay(true)
                        .fault(Duration.ZERO, fault)
                        .build();
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            camera.start();
            URI uri = camera.uri("gate");
            socket.setReceiveBufferSize(4 << 20);
            socket.setSoTimeout(10_000);
            try (RtspTestClient client = new RtspTestClient(uri)) {
                String ports = socket.getLocalPort() + "-1"; // RTCP is not for us
                Reply setup =
                        client.request("SETUP", uri + "/streamid=0", "Transport: RTP/AVP;unicast;client_port=" + ports);
                client.request("PLAY", uri.toString(), "Session: " + setup.session());
                List<Arrival> arrivals = new ArrayList<>();
                DatagramPacket datagram = new DatagramPacket(new byte[2_048], 2_048);
                while (arrivals.size() < packets) {
                    socket.receive(datagram);
                    byte[] bytes = Arrays.copyOf(datagram.getData(), datagram.getLength());
                    arrivals.add(new Arrival(Rtp.of(bytes), System.nanoTime()));
                    datagram.setLength(2_048);
                }
                return arrivals;
            }
        }
    }

    private static int distance(Arrival from, Arrival to) {
        return (short) (to.packet().sequence() - from.packet().sequence());
    }

    @Test
    void losesTheVeryPacketsThatItsSeedSays() throws Exception {
        Fault.Loss loss = new Fault.Loss(0.05, 42);

        List<Arrival> arrivals = receive(loss, 600);

        SplittableRandom dice = new SplittableRandom(loss.seed());
        List<Integer> expected = new ArrayList<>(); // places of those that are not lost
        for (int place = 0; expected.size() < arrivals.size(); place++) {
            if (dice.nextDouble() >= loss.share()) {
                expected.add(place);
            }
        }
        assertThat(arrivals)
                .extracting(arrival -> distance(arrivals.get(0), arrival))
                .isEqualTo(
                        expected.stream().map(place -> place - expected.get(0)).toList());
        int sent = expected.get(expected.size() - 1) + 1;
        assertThat((sent - 600.0) / sent).as("share that was lost").isBetween(0.02, 0.09);
    }

    @Test
    void letsPacketsBeOvertakenAndLosesNone() throws Exception {
        List<Arrival> arrivals = receive(new Fault.Reorder(0.1, 2, 42), 300);

        List<Integer> places = arrivals.stream()
                .map(arrival -> distance(arrivals.get(0), arrival))
                .toList();
        long late = 0;
        for (int i = 1; i < places.size(); i++) {
            int step = places.get(i) - places.get(i - 1);
            late += step < 0 ? 1 : 0;
            assertThat(step).as("step before packet %d", i).isIn(1, 2, -2, 3, 4);
        }
        assertThat(late).isBetween(10L, 60L);
        List<Integer> sorted = places.stream().sorted().toList();
        for (int i = 1; i < sorted.size() - 3; i++) { // the last ones may be on their way
            assertThat(sorted.get(i)).isEqualTo(sorted.get(i - 1) + 1);
        }
    }

    @Test
    void delaysPacketsInOrder() throws Exception {
        List<Arrival> arrivals = receive(new Fault.Jitter(Duration.ofMillis(60), 42), 600);

        long leastNanos = Long.MAX_VALUE;
        long mostNanos = Long.MIN_VALUE;
        for (int i = 0; i < arrivals.size(); i++) {
            assertThat(distance(arrivals.get(0), arrivals.get(i))).isEqualTo(i);
            Rtp packet = arrivals.get(i).packet();
            long ticks = (packet.timestamp() - arrivals.get(0).packet().timestamp()) & 0xFFFF_FFFFL;
            long transit = arrivals.get(i).nanos() - arrivals.get(0).nanos() - ticks * 100_000 / 9;
            leastNanos = Math.min(leastNanos, transit);
            mostNanos = Math.max(mostNanos, transit);
        }
        assertThat(Duration.ofNanos(mostNanos - leastNanos)).isGreaterThan(Duration.ofMillis(15));
    }

    @Test
    void sendsNothingWhileItStandsStillAndThenAKeyframe() throws Exception {
        try (RtspCamera camera = RtspCamera.builder().stream("gate", clip).build();
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            camera.start();
            URI uri = camera.uri("gate");
            socket.setSoTimeout(10_000);
            try (RtspTestClient client = new RtspTestClient(uri)) {
                String ports = socket.getLocalPort() + "-1";
                Reply setup =
                        client.request("SETUP", uri + "/streamid=0", "Transport: RTP/AVP;unicast;client_port=" + ports);
                client.request("PLAY", uri.toString(), "Session: " + setup.session());
                DatagramPacket datagram = new DatagramPacket(new byte[2_048], 2_048);
                socket.receive(datagram);
                camera.apply(new Fault.Stall());
                long pictures = camera.counters().accessUnits();
                while (camera.counters().accessUnits() < pictures + 12) {
                    Thread.sleep(10);
                }
                camera.clear();

                Rtp last = Rtp.of(datagram.getData().clone());
                Rtp next = receive(socket, datagram);
                while (next.sequence() == ((last.sequence() + 1) & 0xFFFF)) {
                    last = next;
                    next = receive(socket, datagram);
                }
                assertThat(TestClips.beginsKeyframe(next)).isTrue();
            }
        }
    }

    private static Rtp receive(DatagramSocket socket, DatagramPacket datagram) throws Exception {
        datagram.setLength(2_048);
        socket.receive(datagram);
        return Rtp.of(Arrays.copyOf(datagram.getData(), datagram.getLength()));
    }
}
