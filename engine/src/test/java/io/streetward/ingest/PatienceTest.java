package io.streetward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience(Duration.ofSeconds(10));
    private long nanos;

    private void arrive(Duration interval) {
        nanos += interval.toNanos();
        patience.arrived(nanos);
    }

    @Test
    void aCameraOf25PicturesASecondIsMissedAfterTheConfiguredTime() {
        patience.connected();
        for (int i = 0; i < 100; i++) {
            arrive(Duration.ofMillis(40));
        }
        assertThat(patience.limit()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theFirstPictureIsMissedWithin15Seconds() {
        patience.connected();
        assertThat(patience.limit()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
    }

    @Test
    void aPictureInFiveSecondsIsGivenTwoAndAHalfIntervals() {
        patience.connected();
        arrive(Duration.ZERO);
        assertThat(patience.limit()).isEqualTo(Duration.ofSeconds(10));
        arrive(Duration.ofSeconds(5));
        assertThat(patience.limit()).isEqualTo(Duration.ofMillis(12_500));
    }

    @Test
    void aStreamNeverSeenIsGivenTwiceAsLongTheSecondTimeAndNoMore() {
        patience.connected();
        patience.disappointed();
        patience.connected();
        patience.disappointed();
        assertThat(patience.limit()).isEqualTo(Duration.ofSeconds(26));
    }

    @Test
    void aHiccupIsForgotten() {
        patience.connected();
        arrive(Duration.ZERO);
        arrive(Duration.ofSeconds(8));
        for (int i = 0; i < 8; i++) {
            arrive(Duration.ofMillis(40));
        }
        assertThat(patience.limit()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theTimeBetweenTwoConnectionsIsNoInterval() {
        patience.connected();
        arrive(Duration.ZERO);
        arrive(Duration.ofMillis(40));
        patience.connected();
        arrive(Duration.ofMinutes(1));
        arrive(Duration.ofMillis(40));
        assertThat(patience.limit()).isEqualTo(Duration.ofSeconds(10));
    }
}
