package io.streetward.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Duration STRETCH = Duration.ofMillis(10);

    private final List<String> order = new ArrayList<>();

    @Test
    void everyRoundBeginsWithAnotherLayerAfterOneThatDoesNotCount() throws BenchException {
        Rounds.measure(List.of(layer("a", 1), layer("b", 1), layer("c", 1)), 3, STRETCH, done -> order.add("|"));
        assertThat(String.join("", order)).isEqualTo("abc" + "abc|" + "bca|" + "cab|");
    }

    @Test
    void aRatioIsTheMedianOfThoseWithinARound() throws BenchException {
        Layer half = layer("half", 9, 50, 50, 1);
        Layer full = layer("full", 9, 100, 100, 100);
        Rounds rounds = Rounds.measure(List.of(full, half), 3, STRETCH, done -> {});
        assertThat(rounds.ratio("half", "full")).isEqualTo(0.5);
        assertThat(rounds.cpuRatio("half", "full")).isEqualTo(2);
        assertThat(rounds.total("half").pictures()).isEqualTo(101);
        assertThat(rounds.total("full").picturesPerSecond()).isEqualTo(100);
    }

    @Test
    void quantilesAreThoseOfAllLatencies() {
        Sample.Latencies latencies = new Sample.Latencies();
        for (int i = 2_000; i >= 1; i--) {
            latencies.add(i * 1_000_000L);
        }
        assertThat(latencies.quantileMs(0.5)).isCloseTo(1_000, within(1e-9));
        assertThat(latencies.quantileMs(0.99)).isCloseTo(1_980, within(1e-9));
        assertThat(new Sample.Latencies().quantileMs(0.5)).isZero();
    }

    /** Does so many pictures each time it is run, in a second. */
    private Layer layer(String name, long... pictures) {
        return new Layer() {
            private int run;

            @Override
            public String name() {
                return name;
            }

            @Override
            public Sample run(Duration stretch) {
                assertThat(stretch).isEqualTo(STRETCH);
                order.add(name);
                long now = pictures[Math.min(run++, pictures.length - 1)];
                return new Sample(now, 1_000_000_000, 1_000_000_000, new Sample.Latencies());
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
