package io.streetward.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.media.MediaTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StagesTest {
    private final Counter dropped = new SimpleMeterRegistry().counter("dropped");

    @Test
    void aFullHandoffDropsTheOldestAndCounts() {
        Handoff<Integer> oldest = new Handoff<>(2, dropped);
        for (int i = 1; i <= 3; i++) {
            oldest.offer(i);
        }
        assertThat(oldest.poll()).isEqualTo(2);
        assertThat(oldest.poll()).isEqualTo(3);
        assertThat(oldest.poll()).isNull();
        assertThat(dropped.count()).isEqualTo(1);
    }

    @Test
    void aLaneKeepsOrderOnASharedPoolAndSurvivesABadItem() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Integer> done = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(999);
        SerialLane<Integer> lane = new SerialLane<>("lane", new Handoff<>(1_000, dropped), pool, item -> {
            if (item == 500) {
                throw new IllegalStateException("on purpose");
            }
            done.add(item);
            all.countDown();
        });
        for (int i = 0; i < 1_000; i++) {
            lane.offer(i);
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        lane.close(Duration.ofSeconds(5));
        pool.shutdown();
        assertThat(dropped.count()).isZero();
        assertThat(done)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).filter(i -> i != 500).boxed().toList());
    }

    @Test
    void theSamplerHoldsItsRateWithoutDrifting() {
        FrameSampler sampler = new FrameSampler(Duration.ofMillis(200));
        // 30 a second for 10 s, on the rounding of a 90 kHz clock: 50 looks.
        long looks = IntStream.range(0, 300)
                .filter(i -> sampler.wants(new MediaTime(Math.round(i * 3000 / 90.0 * 1_000))))
                .count();
        assertThat(looks).isEqualTo(50);
    }

    @Test
    void theSamplerTakesEveryPictureOfASlowStream() {
        FrameSampler sampler = new FrameSampler(Duration.ofMillis(200));
        assertThat(IntStream.range(0, 20).allMatch(i -> sampler.wants(MediaTime.ofMillis(i * 2_000L))))
                .isTrue();
    }

    @Test
    void theSamplerGoesOnAfterTimeRanBack() {
        FrameSampler sampler = new FrameSampler(Duration.ofMillis(200));
        assertThat(sampler.wants(MediaTime.ofSeconds(100))).isTrue();
        assertThat(sampler.wants(MediaTime.ofSeconds(3))).isTrue();
        assertThat(sampler.wants(MediaTime.ofSeconds(3.1))).isFalse();
        assertThat(sampler.wants(MediaTime.ofSeconds(3.2))).isTrue();
    }
}
