package io.streetward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import io.streetward.media.VideoCodec;
import io.streetward.media.VideoFormat;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PacketRingSliceTest {
    private static final VideoFormat FORMAT = new VideoFormat(VideoCodec.H264, 640, 360, ByteBuffer.allocate(0));

    private final PacketRing ring = new PacketRing(Duration.ofSeconds(2), 1_000_000);

    @Test
    void aReaderComesBackForWhatIsNew() {
        add(0, 30, 100);
        PacketRing.Slice first = ring.sliceFrom(0);
        assertThat(ring.sliceFrom(first.nextSequence()).packets()).isEmpty();
        add(30, 33, 100);

        PacketRing.Slice second = ring.sliceFrom(first.nextSequence());

        assertThat(second.firstSequence()).isEqualTo(30);
        assertThat(second.packets()).extracting(EncodedPacket::pts).containsExactly(pts(30), pts(31), pts(32));
        assertThat(second.nextSequence()).isEqualTo(33);
    }

    @Test
    void aReaderThatComesTooLateSeesHowManyItMissedAndBeginsAtAKeyframe() {
        add(0, 100, 100);

        PacketRing.Slice slice = ring.sliceFrom(5);

        assertThat(slice.firstSequence()).isEqualTo(40); // two seconds back lies 49; its group began at 40
        assertThat(slice.packets().get(0).keyframe()).isTrue();
        assertThat(slice.packets()).hasSize(60);
    }

    @Test
    void numbersGoOnAfterABreak() {
        add(0, 10, 100);
        ring.clear();
        assertThat(ring.sliceFrom(10).nextSequence()).isEqualTo(10);
        add(10, 15, 100);

        assertThat(ring.sliceFrom(10).packets()).hasSize(5);
        assertThat(ring.sliceSince(pts(12)).firstSequence()).isEqualTo(10);
    }

    @Test
    void aGroupOnceCutStaysCutUntilTheNextKeyframe() {
        PacketRing small = new PacketRing(Duration.ofSeconds(2), 1_000);
        small.add(packet(0, 600));
        small.add(packet(1, 600)); // does not fit
        small.add(packet(2, 100)); // would fit, but 1 is missing
        assertThat(small.size()).isEqualTo(1);
        assertThat(small.truncatedPackets()).isEqualTo(2);
        small.add(packet(10, 600));
        small.add(packet(11, 100));

        assertThat(small.size()).isEqualTo(2);
    }

    private void add(int from, int end, int sizeBytes) {
        for (int i = from; i < end; i++) {
            ring.add(packet(i, sizeBytes));
        }
    }

    private static MediaTime pts(int index) {
        return MediaTime.ofMillis(40L * index);
    }

    private static EncodedPacket packet(int index, int sizeBytes) {
        return new EncodedPacket(
                new StreamId("gate-east"),
                FORMAT,
                pts(index),
                pts(index),
                Duration.ofMillis(40),
                index % 10 == 0,
                Instant.EPOCH,
                new byte[sizeBytes]);
    }
}
