package io.streetward.announce.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.announce.Clip;
import io.streetward.announce.DeliveryOutcome;
import io.streetward.announce.DeliveryOutcome.Delivered;
import io.streetward.announce.DeliveryOutcome.Failed;
import io.streetward.announce.DeliveryOutcome.Reason;
import io.streetward.announce.Sounds;
import io.streetward.announce.SpeakerId;
import io.streetward.announce.SpeakerLoop;
import io.streetward.announce.SpeakerMeters;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packets as a plain UDP socket receives them, byte for byte. */
class RtpPagingChannelTest {
    private static final int PACKET_BYTES = 12 + 160;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SpeakerLoop loop = new SpeakerLoop();
    private DatagramSocket horn;

    @BeforeEach
    void listen() throws IOException {
        horn = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        horn.setSoTimeout(5_000);
    }

    @AfterEach
    void close() {
        horn.close();
        loop.close();
    }

    @Test
    void packetsAreThoseOfRfc3550And3551() throws Exception {
        Clip clip = new Clip(8000, Sounds.tone(440, 160 * 9 + 10));

        Delivered delivered = (Delivered) outcome(channel(hornAddress()).speak(clip.reader()));
        List<byte[]> packets = receive(10);

        ByteBuffer first = ByteBuffer.wrap(packets.get(0));
        for (int n = 0; n < packets.size(); n++) {
            ByteBuffer packet = ByteBuffer.wrap(packets.get(n));
            assertThat(packet.remaining()).isEqualTo(PACKET_BYTES);
            assertThat(packet.get(0) & 0xff).as("version 2, nothing else").isEqualTo(0x80);
            assertThat(packet.get(1) & 0xff).as("marker, payload type").isEqualTo(n == 0 ? 0x88 : 0x08);
            assertThat(packet.getShort(2)).as("sequence").isEqualTo((short) (first.getShort(2) + n));
            assertThat(packet.getInt(4)).as("timestamp").isEqualTo(first.getInt(4) + 160 * n);
            assertThat(packet.getInt(8)).as("SSRC").isEqualTo(first.getInt(8));
            assertThat(packet.get(12)).isEqualTo(G711.PCMA.encode(clip.samples()[160 * n]));
        }
        byte[] last = packets.get(9);
        assertThat(Arrays.copyOfRange(last, 12 + 10, PACKET_BYTES)).containsOnly(0xd5);
        assertThat(delivered.sent().packets()).isEqualTo(10);
        assertThat(delivered.sent().bytes()).isEqualTo(10 * PACKET_BYTES);
        long spread = delivered.sent().lastPacketNanos() - delivered.sent().firstPacketNanos();
        // Ten packets 20 ms apart; a late first one on a busy machine shortens it.
        assertThat(Duration.ofNanos(spread)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void eachAnnouncementIsAnRtpSourceOfItsOwn() throws Exception {
        RtpPagingChannel channel = channel(hornAddress());
        Clip clip = new Clip(8000, Sounds.tone(440, 160));
        outcome(channel.speak(clip.reader()));
        outcome(channel.speak(clip.reader()));

        List<byte[]> packets = receive(2);

        assertThat(ByteBuffer.wrap(packets.get(0)).getInt(8))
                .isNotEqualTo(ByteBuffer.wrap(packets.get(1)).getInt(8));
    }

    @Test
    void aSpeakerThatDoesNotListenIsSaidToHaveRefused() throws Exception {
        InetSocketAddress address = hornAddress();
        horn.close();

        Failed failed = (Failed) outcome(channel(address).speak(new Clip(8000, Sounds.tone(440, 160 * 5)).reader()));

        assertThat(failed.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failed.detail())
                .startsWith("nothing listens at rtp://127.0.0.1:" + address.getPort())
                .contains("check the speaker's address");
        assertThat(failed.sent().orElseThrow().packets()).isEqualTo(5);
    }

    @Test
    void whatIsInterruptedEndsAtOnceAndTheChannelSpeaksAgain() throws Exception {
        RtpPagingChannel channel = channel(hornAddress());
        Clip minute = new Clip(8000, Sounds.tone(440, 60 * 8000));
        CompletionStage<DeliveryOutcome> cut = channel.speak(minute.reader());
        receive(3);
        channel.interrupt();

        Failed failed = (Failed) outcome(cut);

        assertThat(failed.reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(failed.sent().orElseThrow().packets()).isBetween(3L, 2_000L);
        Clip next = new Clip(8000, Sounds.tone(440, 160));
        assertThat(outcome(channel.speak(next.reader()))).isInstanceOf(Delivered.class);
    }

    @Test
    void aClosedChannelCutsShortAndTakesNoMore() throws Exception {
        RtpPagingChannel channel = channel(hornAddress());
        Clip minute = new Clip(8000, Sounds.tone(440, 60 * 8000));
        CompletionStage<DeliveryOutcome> cut = channel.speak(minute.reader());
        receive(1);
        channel.close();

        assertThat(((Failed) outcome(cut)).reason()).isEqualTo(Reason.CLOSED);
        assertThat(((Failed) outcome(channel.speak(minute.reader()))).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void oneSoundAtATimeAndOnlyTelephoneQuality() {
        RtpPagingChannel channel = channel(hornAddress());
        Clip minute = new Clip(8000, Sounds.tone(440, 60 * 8000));
        CompletionStage<DeliveryOutcome> first = channel.speak(minute.reader());

        assertThatThrownBy(() -> channel.speak(minute.reader())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> channel.speak(new Clip(16_000, new short[320]).reader()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16000 Hz");
        channel.close();
        assertThat(first.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void anInterfaceThatIsNotThereIsNamedWithThoseThatAre() {
        RtpTarget target =
                new RtpTarget(new InetSocketAddress("239.255.77.1", 5004), G711.PCMA, 1, 46, Optional.of("horns0"));

        assertThatThrownBy(() -> channel(target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no network interface \"horns0\"")
                .hasMessageContaining("lo");
    }

    @Test
    void targetsThatCannotBeAreRefused() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("horn.example", 5004);
        assertThatThrownBy(() -> RtpTarget.of(unresolved)).hasMessageContaining("\"horn.example\" does not resolve");
        assertThatThrownBy(() -> RtpTarget.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .hasMessageContaining("port 0");
        assertThatThrownBy(() -> new RtpTarget(hornAddress(), G711.PCMA, 256, 46, Optional.empty()))
                .hasMessageContaining("TTL 256");
        assertThatThrownBy(() -> new RtpTarget(hornAddress(), G711.PCMA, 1, 64, Optional.empty()))
                .hasMessageContaining("DSCP 64");
    }

    private RtpPagingChannel channel(InetSocketAddress address) {
        return channel(RtpTarget.of(address));
    }

    private RtpPagingChannel channel(RtpTarget target) {
        SpeakerMeters meters = new SpeakerMeters(registry, new SpeakerId("horn"));
        return new RtpPagingChannel(target, loop.eventLoop(), meters, Clock.systemUTC());
    }

    private InetSocketAddress hornAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), horn.getLocalPort());
    }

    private static DeliveryOutcome outcome(CompletionStage<DeliveryOutcome> spoken) throws Exception {
        return spoken.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private List<byte[]> receive(int count) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            horn.receive(packet);
            packets.add(Arrays.copyOf(packet.getData(), packet.getLength()));
        }
        return packets;
    }
}
