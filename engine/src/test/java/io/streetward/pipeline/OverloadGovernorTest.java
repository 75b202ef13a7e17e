package io.streetward.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverloadGovernorTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final OverloadGovernor governor = new OverloadGovernor(clock, meters);

    private double share() {
        return meters.get("streetward.decode.share").gauge().value();
    }

    private void seconds(int count, boolean behind) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(1);
            if (behind) {
                governor.fellBehind();
            }
            governor.review();
        }
    }

    @Test
    void theShareFallsWhileSomebodyIsBehindAndComesBackAfterwards() {
        seconds(10, false);
        assertThat(share()).isEqualTo(1);
        seconds(1, true);
        assertThat(share()).isEqualTo(0.5);
        seconds(2, true);
        assertThat(share()).as("a share is given time to show").isEqualTo(0.5);
        seconds(60, true);
        assertThat(share()).as("never to nothing").isEqualTo(1.0 / 64);
        seconds(14, false);
        assertThat(share()).isEqualTo(1.0 / 64);
        seconds(1, false);
        assertThat(share()).isEqualTo(1.0 / 32);
        seconds(200, false);
        assertThat(share()).isEqualTo(1);
    }

    @Test
    void everyCameraGetsTheSameShareAtItsOwnTurn() {
        seconds(1, true);
        seconds(4, false);
        seconds(2, true);
        assertThat(share()).isEqualTo(0.25);
        for (int camera = 0; camera < 10; camera++) {
            int salt = ("cam-" + camera).hashCode();
            assertThat(IntStream.range(0, 100).filter(gop -> governor.grants(gop, salt)))
                    .hasSize(25);
        }
        assertThat(IntStream.range(0, 8).filter(camera -> governor.grants(7, camera)))
                .as("not all in the same GOP")
                .hasSize(2);
    }
}
