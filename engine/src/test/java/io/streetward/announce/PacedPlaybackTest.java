package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The schedule, on a clock that the test moves. */
class PacedPlaybackTest {
    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    private record Sent(long atMs, long mediaSamples, boolean talkSpurtStart, short first, short last) {}

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel = EmbeddedChannel.builder()
            .ticker(ticker)
            .handlers(new ChannelInboundHandlerAdapter())
            .build();
    private final List<Sent> sent = new ArrayList<>();

    @Test
    void packetsLeaveEveryTwentyMillisecondsAndTheSoundEndsWithTheLast() {
        var ended = play(clip(160 * 3));

        assertThat(sent).hasSize(1);
        passMs(40);
        assertThat(sent).extracting(Sent::atMs).containsExactly(0L, 20L, 40L);
        assertThat(sent).extracting(Sent::mediaSamples).containsExactly(0L, 160L, 320L);
        assertThat(sent).extracting(Sent::talkSpurtStart).containsExactly(true, false, false);
        passMs(19);
        assertThat(ended).isNotDone();
        passMs(1);
        assertThat(ended.join().orElseThrow().packets()).isEqualTo(3);
    }

    @Test
    void theLastPacketIsFilledWithSilence() {
        var ended = play(clip(160 + 1));
        passMs(40);

        assertThat(ended).isDone();
        assertThat(sent).extracting(Sent::first).containsExactly((short) 1000, (short) 1000);
        assertThat(sent).extracting(Sent::last).containsExactly((short) 1000, (short) 0);
    }

    @Test
    void latenessOfOnePacketDoesNotDelayTheNext() {
        var ended = play(clip(160 * 10));
        passMs(20);
        stallMs(33); // to 53: packet 2, due at 40, is 13 late
        passMs(7);

        assertThat(sent).extracting(Sent::atMs).containsExactly(0L, 20L, 53L, 60L);
        assertThat(ended).isNotDone();
    }

    @Test
    void packetsOverdueByLessThanTheJitterBufferGoAtOnce() {
        var ended = play(clip(160 * 10));
        stallMs(70);
        passMs(130);

        assertThat(sent).extracting(Sent::atMs).containsExactly(0L, 70L, 70L, 70L, 80L, 100L, 120L, 140L, 160L, 180L);
        Transmission.Lateness lateness = ended.join().orElseThrow().lateness();
        assertThat(lateness.max()).isEqualTo(Duration.ofMillis(50));
        assertThat(lateness.mean()).isEqualTo(Duration.ofMillis(9)); // (50 + 30 + 10) / 10
        assertThat(lateness.underruns()).isEqualTo(2);
    }

    @Test
    void aLongStandstillMovesTheScheduleAndBeginsATalkSpurt() {
        var ended = play(clip(160 * 4));
        stallMs(1_025); // packet 1, due at 20, is 1,005 late: 50 packet times and 5 ms
        passMs(100);

        assertThat(sent).extracting(Sent::atMs).containsExactly(0L, 1_025L, 1_040L, 1_060L);
        assertThat(sent).extracting(Sent::mediaSamples).containsExactly(0L, 51 * 160L, 52 * 160L, 53 * 160L);
        assertThat(sent).extracting(Sent::talkSpurtStart).containsExactly(true, true, false, false);
        assertThat(ended.join().orElseThrow().lateness().underruns()).isEqualTo(50);
        assertThat(registry.counter("streetward.speaker.resyncs", "speaker", "horn")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aLiveSourceWithNothingReadyIsSentAsSilenceAndCounted() {
        var ended = play(new PcmSource() {
            private int calls;

            @Override
            public int sampleRateHz() {
                return 8000;
            }

            @Override
            public int read(short[] frame) {
                return switch (calls++) {
                    case 0, 2 -> {
                        frame[0] = 7;
                        yield frame.length;
                    }
                    case 1 -> 0;
                    default -> END;
                };
            }
        });
        passMs(60);

        assertThat(sent).extracting(Sent::first).containsExactly((short) 7, (short) 0, (short) 7);
        assertThat(ended.join().orElseThrow().lateness().underruns()).isEqualTo(1);
    }

    @Test
    void stoppingEndsItAtOnceAndSaysWhatWasSent() {
        PacedPlayback playback = playback(clip(160 * 100));
        CompletableFuture<Optional<Transmission>> ended = playback.start().toCompletableFuture();
        passMs(40);
        playback.stop();
        passMs(100);

        assertThat(sent).hasSize(3);
        Transmission transmission = ended.join().orElseThrow();
        assertThat(transmission.packets()).isEqualTo(3);
        assertThat(transmission.bytes()).isEqualTo(3 * 172);
        assertThat(transmission.firstPacketAt()).isEqualTo(NOW);
        assertThat(transmission.lastPacketNanos() - transmission.firstPacketNanos())
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
    }

    @Test
    void aSourceThatThrowsEndsThePlayback() {
        var ended = play(new PcmSource() {
            @Override
            public int sampleRateHz() {
                return 8000;
            }

            @Override
            public int read(short[] frame) {
                throw new IllegalStateException("broken microphone");
            }
        });

        assertThat(ended).isCompletedExceptionally();
    }

    private CompletableFuture<Optional<Transmission>> play(PcmSource source) {
        return playback(source).start().toCompletableFuture();
    }

    private PacedPlayback playback(PcmSource source) {
        long start = ticker.nanoTime();
        return new PacedPlayback(
                channel.eventLoop(),
                source,
                (pcm, mediaSamples, talkSpurtStart) -> {
                    long atMs = TimeUnit.NANOSECONDS.toMillis(ticker.nanoTime() - start);
                    sent.add(new Sent(atMs, mediaSamples, talkSpurtStart, pcm[0], pcm[pcm.length - 1]));
                    return 12 + pcm.length;
                },
                new SpeakerMeters(registry, new SpeakerId("horn")),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void passMs(int milliseconds) {
        for (int i = 0; i < milliseconds; i++) {
            stallMs(1);
        }
    }

    /** Time passes, and only then does the loop get to run. */
    private void stallMs(int milliseconds) {
        ticker.advance(milliseconds, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private static PcmSource clip(int samples) {
        short[] pcm = new short[samples];
        Arrays.fill(pcm, (short) 1000);
        return new Clip(8000, pcm).reader();
    }
}
