package io.streetward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamAlignmentTest {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long UP_FOR_LONG = 60 * SECOND_NANOS;

    private final StreamAlignment alignment = new StreamAlignment(0);

    @Test
    void nothingIsMovedBeforeTheMainStreamIsThere() {
        assertThat(alignment.correctionMicros(relation(0, null), SECOND_NANOS, 0))
                .isZero();
    }

    @Test
    void aStreamThatHasJustComeUpIsSetRightAtOnce() {
        alignment.reference(relation(1_000_000, null));
        assertThat(alignment.correctionMicros(relation(1_700_000, null), 40_000_000, SECOND_NANOS))
                .isEqualTo(700_000);
    }

    /** A dwell being measured must not jump. */
    @Test
    void laterItIsMovedByATwentiethOfTheTimeThatPasses() {
        alignment.reference(relation(1_000_000, null));
        assertThat(alignment.correctionMicros(relation(1_700_000, null), 40_000_000, UP_FOR_LONG))
                .isEqualTo(2_000);
        assertThat(alignment.correctionMicros(relation(999_500, null), 40_000_000, UP_FOR_LONG))
                .isEqualTo(-500);
        assertThat(alignment.errorSeconds()).isEqualTo(-0.0005);
    }

    @Test
    void whatTheCameraSaysOfItsTimeCountsMoreThanArrivals() {
        alignment.reference(relation(1_000_000, 5_000_000L));
        assertThat(alignment.correctionMicros(relation(1_300_000, 5_020_000L), 40_000_000, SECOND_NANOS))
                .isEqualTo(20_000);
    }

    @Test
    void reportsThatContradictTheArrivalsAreNotBelieved() {
        alignment.reference(relation(1_000_000, 5_000_000L));
        assertThat(alignment.correctionMicros(relation(1_300_000, 95_000_000L), 40_000_000, SECOND_NANOS))
                .isEqualTo(300_000);
    }

    private static StreamAlignment.Relation relation(long arrivalMicros, @Nullable Long senderMicros) {
        return new StreamAlignment.Relation(arrivalMicros, senderMicros);
    }
}
