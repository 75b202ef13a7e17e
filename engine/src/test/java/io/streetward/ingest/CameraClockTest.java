package io.streetward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.media.ClockOffset;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CameraClockTest {
    private static final long SECOND = 1_000_000;

    private final CameraClock clock = new CameraClock();

    @Test
    void isUnknownUntilTheCameraTellsItsTime() {
        assertThat(clock.offset()).isEmpty();
    }

    @Test
    void isTheMedianWhateverASinglePacketSays() {
        for (int i = 0; i < 100; i++) {
            long jitter = (i % 11 - 5) * 2_000L;
            long wild = i % 25 == 0 ? -20 * SECOND : 0;
            clock.sample(i * SECOND + 90 * SECOND + jitter + wild, i * SECOND);
        }
        ClockOffset offset = clock.offset().orElseThrow();
        assertThat(offset.ahead()).isBetween(Duration.ofMillis(89_995), Duration.ofMillis(90_005));
        assertThat(offset.uncertainty()).isBetween(Duration.ofMillis(4), Duration.ofMillis(12));
        assertThat(offset.sentence()).startsWith("the camera's clock was 90.00").contains("ahead of", "±");
    }

    @Test
    void followsAClockThatIsSet() {
        for (int i = 0; i < 600; i++) {
            clock.sample(i * SECOND - (i < 300 ? 40 * SECOND : 0), i * SECOND);
        }
        assertThat(clock.offset().orElseThrow().ahead()).isEqualTo(Duration.ZERO);
    }
}
