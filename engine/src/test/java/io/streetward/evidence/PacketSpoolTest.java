package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.cases.Cases;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.VideoCodec;
import io.streetward.media.VideoFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketSpoolTest {
    private static final int GOP = 10;
    private static final VideoFormat HD =
            new VideoFormat(VideoCodec.H264, 1280, 720, ByteBuffer.wrap(new byte[] {0, 0, 1, 0x67}));
    private static final VideoFormat FULL_HD = new VideoFormat(VideoCodec.H265, 1920, 1080, ByteBuffer.allocate(0));

    @TempDir
    Path folder;

    @Test
    void whatIsPutReadsBackTheSame() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            put(spool, 100, 130);

            List<EncodedPacket> read = new ArrayList<>();
            spool.read(105, 125, (sequence, packet) -> read.add(packet));

            assertThat(read).hasSize(20);
            EncodedPacket first = read.get(0);
            EncodedPacket expected = packet(105, HD);
            assertThat(first.payload()).isEqualTo(expected.payload());
            assertThat(first.pts()).isEqualTo(expected.pts());
            assertThat(first.dts()).isEqualTo(expected.dts());
            assertThat(first.duration()).isEqualTo(expected.duration());
            assertThat(first.receivedAt()).isEqualTo(expected.receivedAt());
            assertThat(first.format()).isEqualTo(expected.format());
            assertThat(first.keyframe()).isFalse();
        }
    }

    @Test
    void puttingTwiceCostsOnce() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            put(spool, 0, 30);
            long bytes = spool.sizeBytes();
            put(spool, 10, 30);

            assertThat(spool.sizeBytes()).isEqualTo(bytes);
            assertThat(sequences(spool)).containsExactlyElementsOf(range(0, 30));
        }
    }

    @Test
    void anOlderStretchIsFilledInWhileTheNewerOneGoesOn() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            put(spool, 50, 57);
            put(spool, 20, 57);
            put(spool, 57, 75);

            assertThat(sequences(spool)).containsExactlyElementsOf(range(20, 75));
        }
    }

    @Test
    void aHoleWithinAGroupOfPicturesIsFilledInFromItsMiddle() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            put(spool, 0, 15);
            put(spool, 40, 45);
            put(spool, 10, 45);

            assertThat(sequences(spool)).containsExactlyElementsOf(range(0, 45));
        }
    }

    @Test
    void whatNothingDecodesIsLeftOut() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            assertThat(spool.put(5, packet(5, HD))).isFalse();
            put(spool, 0, 5);
            assertThat(spool.put(7, packet(7, HD))).isFalse(); // 5 and 6 are missing

            assertThat(sequences(spool)).containsExactlyElementsOf(range(0, 5));
        }
    }

    @Test
    void aNewFormatBeginsANewSegment() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            put(spool, 0, 10);
            spool.put(10, packet(10, FULL_HD));

            List<VideoFormat> formats = new ArrayList<>();
            spool.read(9, 11, (sequence, packet) -> formats.add(packet.format()));
            assertThat(formats).containsExactly(HD, FULL_HD);
        }
    }

    @Test
    void aSpoolThatWasTornInItsLastRecordGivesAllBeforeIt() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            put(spool, 0, 20);
        }
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

        try (PacketSpool reopened = PacketSpool.reopen(folder, unreadable -> false)) {
            assertThat(sequences(reopened)).containsExactlyElementsOf(range(0, 19));
        }
    }

    @Test
    void aFlippedBitEndsTheSegmentBeforeIt() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            put(spool, 0, 20);
        }
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);

        try (PacketSpool reopened = PacketSpool.reopen(folder, unreadable -> false)) {
            assertThat(sequences(reopened)).isNotEmpty().hasSizeLessThan(20);
        }
    }

    @Test
    void aFileThatIsNoSpoolIsReported() throws IOException {
        Files.writeString(folder.resolve("1.spool"), "not a spool");
        List<String> complaints = new ArrayList<>();

        PacketSpool.reopen(folder, unreadable -> complaints.add(unreadable.getMessage()))
                .close();

        assertThat(complaints).hasSize(1).first().asString().contains("1.spool");
    }

    @Test
    void whatNobodyNeedsIsDeletedFromDisk() throws IOException {
        try (PacketSpool spool = PacketSpool.create(folder)) {
            put(spool, 0, 20);

            spool.retain(segment -> false);

            assertThat(spool.sizeBytes()).isZero();
            assertThat(folder).isEmptyDirectory();
            put(spool, 30, 35);
            assertThat(sequences(spool)).containsExactlyElementsOf(range(30, 35));
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().get(0);
        }
    }

    private static void put(PacketSpool spool, long from, long end) throws IOException {
        for (long sequence = from; sequence < end; sequence++) {
            assertThat(spool.put(sequence, packet(sequence, HD))).isTrue();
        }
    }

    private static List<Long> sequences(PacketSpool spool) throws IOException {
        List<Long> sequences = new ArrayList<>();
        spool.read(0, Long.MAX_VALUE, (sequence, packet) -> {
            assertThat(packet.pts()).isEqualTo(MediaTime.ofMillis(40 * sequence));
            return sequences.add(sequence);
        });
        return sequences;
    }

    private static List<Long> range(long from, long end) {
        return LongStream.range(from, end).boxed().toList();
    }

    private static EncodedPacket packet(long sequence, VideoFormat format) {
        MediaTime pts = MediaTime.ofMillis(40 * sequence);
        byte[] payload = new byte[1_000];
        Arrays.fill(payload, (byte) sequence);
        return new EncodedPacket(
                Cases.CAMERA,
                format,
                pts,
                pts.minus(Duration.ofMillis(80)),
                Duration.ofMillis(40),
                sequence % GOP == 0,
                Cases.wall(pts),
                payload);
    }
}
