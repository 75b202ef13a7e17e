package io.streetward.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeighingTest {
    private static final Witness FOR = new Witness("for", 0.5, 2, "it stands");
    private static final Witness AGAINST = new Witness("against", 1, -3, "others stand too");
    private static final Witness SILENT = new Witness("silent", 0, 5, "nothing");

    @Test
    void logOddsOfWitnessesAddUp() {
        assertThat(Weighing.logOdds(-1, List.of(FOR, AGAINST, SILENT))).isCloseTo(-3, within(1e-12));
        assertThat(Weighing.probability(-1, List.of(FOR))).isCloseTo(0.5, within(1e-12));
        assertThat(Weighing.probability(0, List.of(FOR))).isCloseTo(0.7311, within(1e-4));
    }

    @Test
    void noSumMakesCertainty() {
        Witness sure = new Witness("sure", 1, 50, "certain");
        assertThat(Weighing.probability(0, List.of(sure))).isEqualTo(Weighing.GREATEST);
        assertThat(Weighing.probability(-100, List.of())).isCloseTo(1 - Weighing.GREATEST, within(1e-12));
    }

    @Test
    void theWeightiestSpeaksFirstAndTheSilentNotAtAll() {
        assertThat(Weighing.sentences(List.of(SILENT, FOR, AGAINST))).containsExactly("others stand too", "it stands");
    }
}
