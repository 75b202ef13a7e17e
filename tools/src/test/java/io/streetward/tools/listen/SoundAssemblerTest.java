package io.streetward.tools.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.announce.rtp.G711;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoundAssemblerTest {
    private static final int FIRST_SEQUENCE = 65_530; // wraps after six packets
    private static final int FIRST_TIMESTAMP = -400; // wraps too

    private final SoundAssembler sound = new SoundAssembler();

    @Test
    void packetsInOrderAreTheSound() {
        IntStream.range(0, 20).forEach(n -> sound.add(packet(7, n)));

        assertThat(sound.samples()).isEqualTo(expected(20));
        assertThat(sound.packets()).isEqualTo(20);
        assertThat(sound.lost()).isZero();
    }

    @Test
    void reorderedAndRepeatedPacketsFallIntoPlace() {
        for (int n : new int[] {0, 2, 1, 1, 5, 4, 3, 8, 8, 6, 7, 9}) {
            sound.add(packet(7, n));
        }

        assertThat(sound.samples()).isEqualTo(expected(10));
        assertThat(sound.duplicates()).isEqualTo(2);
        assertThat(sound.lost()).isZero();
    }

    @Test
    void lostPacketsAreSilenceAndCounted() {
        IntStream.of(0, 1, 4, 5).forEach(n -> sound.add(packet(7, n)));

        short[] samples = sound.samples();
        assertThat(samples).hasSize(6 * 160);
        assertThat(IntStream.range(2 * 160, 4 * 160).map(i -> samples[i])).containsOnly(0);
        assertThat(samples[4 * 160]).isEqualTo(expected(6)[4 * 160]);
        assertThat(sound.lost()).isEqualTo(2);
        assertThat(sound.soundSamples()).isEqualTo(4 * 160);
    }

    @Test
    void anotherSourceIsAnotherAnnouncement() {
        IntStream.range(0, 3).forEach(n -> sound.add(packet(7, n)));
        IntStream.range(0, 2).forEach(n -> sound.add(packet(8, n)));

        assertThat(sound.samples()).hasSize(5 * 160);
        assertThat(sound.sources()).isEqualTo(2);
        assertThat(sound.lost()).isZero();
    }

    @Test
    void aWildTimestampDoesNotAskForAllMemory() {
        sound.add(packet(7, 0));
        sound.add(packet(7, 10_000_000));

        assertThat(sound.samples()).hasSize(2 * 160);
        assertThat(sound.sources()).isEqualTo(2);
    }

    @Test
    void headersWithExtrasAreReadAndRubbishIsNot() {
        byte[] datagram = new byte[12 + 4 + 8 + 160 + 4];
        ByteBuffer writer = ByteBuffer.wrap(datagram);
        writer.put((byte) 0xb1)
                .put((byte) 0x88)
                .putShort((short) 9)
                .putInt(1_000)
                .putInt(7); // padding, extension, one CSRC
        writer.putInt(99).putShort((short) 0).putShort((short) 1).putInt(0);
        writer.position(datagram.length - 1).put((byte) 4);

        RtpDatagram read = RtpDatagram.parse(ByteBuffer.wrap(datagram)).orElseThrow();

        assertThat(read.payload().remaining()).isEqualTo(160);
        assertThat(read.sequence()).isEqualTo(9);
        assertThat(read.codec()).isEqualTo(G711.PCMA);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] rubbish = new byte[random.nextInt(64)];
            random.nextBytes(rubbish);
            RtpDatagram.parse(ByteBuffer.wrap(rubbish)).ifPresent(sound::add);
        }
    }

    private static RtpDatagram packet(int source, int n) {
        ByteBuffer payload = ByteBuffer.allocate(160);
        for (int i = 0; i < 160; i++) {
            payload.put(i, code(n * 160 + i));
        }
        int sequence = (FIRST_SEQUENCE + n) & 0xffff;
        return new RtpDatagram(sequence, FIRST_TIMESTAMP + 160 * n, source, G711.PCMA, payload);
    }

    private static byte code(int sample) {
        return (byte) (sample * 31);
    }

    private static short[] expected(int packets) {
        short[] samples = new short[packets * 160];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = G711.PCMA.decode(code(i));
        }
        return samples;
    }
}
