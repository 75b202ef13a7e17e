package io.streetward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.codec.DemuxedPacket;
import io.streetward.codec.DemuxedPackets;
import io.streetward.media.MediaTime;
import org.junit.jupiter.api.Test;

class StreamTimelineTest {
    private static final long FRAME_MICROS = 40_000;

    private final StreamTimeline timeline = new StreamTimeline();
    private long nowNanos = 5_000_000_000L;

    private MediaTime place(long ptsMicros) {
        return place(DemuxedPackets.at(ptsMicros, ptsMicros));
    }

    private MediaTime place(DemuxedPacket packet) {
        MediaTime pts = timeline.place(packet, nowNanos).pts();
        nowNanos += FRAME_MICROS * 1_000;
        return pts;
    }

    @Test
    void beginsAtZeroWhereverTheSourceBegins() {
        assertThat(place(91_234_567)).isEqualTo(MediaTime.ZERO);
        assertThat(place(91_234_567 + FRAME_MICROS)).isEqualTo(new MediaTime(FRAME_MICROS));
    }

    @Test
    void goesOnByTheTimeThatPassedAcrossAReconnect() {
        place(1_000_000);
        nowNanos += 60_000_000_000L;
        timeline.reconnect();
        assertThat(place(500)).isEqualTo(new MediaTime(60_000_000 + FRAME_MICROS));
        assertThat(place(500 + FRAME_MICROS)).isEqualTo(new MediaTime(60_000_000 + 2 * FRAME_MICROS));
    }

    @Test
    void bridgesAJumpOfTheSourcesClockInEitherDirection() {
        place(1_000_000_000);
        assertThat(place(7_000_000_000_000L)).isEqualTo(new MediaTime(FRAME_MICROS));
        assertThat(place(12)).isEqualTo(new MediaTime(2 * FRAME_MICROS));
        assertThat(timeline.jumps()).isEqualTo(2);
    }

    @Test
    void keepsPresentationOrderOfBFrames() {
        assertThat(place(DemuxedPackets.at(80_000, 0))).isEqualTo(new MediaTime(80_000));
        assertThat(place(DemuxedPackets.at(40_000, FRAME_MICROS))).isEqualTo(new MediaTime(40_000));
    }

    @Test
    void aPacketWithoutAnyTimestampTakesTheTimeThatPassed() {
        place(0);
        assertThat(place(DemuxedPackets.at(DemuxedPacket.NO_TIMESTAMP, DemuxedPacket.NO_TIMESTAMP)))
                .isEqualTo(new MediaTime(FRAME_MICROS));
    }

    @Test
    void aFirstPacketWithoutTimestampsBeginsTheTimeline() {
        assertThat(place(DemuxedPackets.at(DemuxedPacket.NO_TIMESTAMP, DemuxedPacket.NO_TIMESTAMP)))
                .isEqualTo(MediaTime.ZERO);
        assertThat(place(90_000_000).micros()).isBetween(0L, 100_000L);
    }

    @Test
    void aWrapOf33BitsIsBridged() {
        long wrap = (1L << 33) * 100 / 9;
        place(wrap - FRAME_MICROS);
        assertThat(place(0)).isEqualTo(new MediaTime(FRAME_MICROS));
        assertThat(timeline.jumps()).isEqualTo(1);
    }

    /** A congested network lets go: 8 s without a packet, then all of them at once. */
    @Test
    void aBacklogKeepsTheSourcesTimes() {
        place(0);
        nowNanos += 8_000_000_000L;
        for (int i = 1; i <= 200; i++) {
            assertThat(timeline.place(DemuxedPackets.at(i * FRAME_MICROS, i * FRAME_MICROS), nowNanos)
                            .pts())
                    .isEqualTo(new MediaTime(i * FRAME_MICROS));
        }
        assertThat(timeline.jumps()).isZero();
    }

    /** The camera paused and its timestamps with it: a lag that does not drain is no backlog. */
    @Test
    void aPauseThatTheSourceDoesNotCountIsMadeUpForOnceItStays() {
        place(0);
        nowNanos += 60_000_000_000L;
        MediaTime last = MediaTime.ZERO;
        for (int i = 1; i <= 12 * 25; i++) {
            last = place(i * FRAME_MICROS);
        }
        assertThat(last.seconds()).isBetween(71.9, 72.1);
        assertThat(timeline.jumps()).isEqualTo(1);
    }

    @Test
    void timestampsThatStandStillDoNotStopTheTime() {
        place(0);
        MediaTime last = MediaTime.ZERO;
        for (int i = 0; i < 100; i++) {
            last = place(FRAME_MICROS);
        }
        assertThat(last.seconds()).isBetween(3.4, 4.1);
    }

    @Test
    void twoStreamsOfOneCameraCountFromTheSameZero() {
        StreamTimeline shared = new StreamTimeline(nowNanos - 3_000_000_000L);
        assertThat(shared.place(DemuxedPackets.at(77, 77), nowNanos).pts()).isEqualTo(MediaTime.ofSeconds(3));
    }
}
