package io.streetward.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double PRINTED = 5e-5; // the values compared with are printed to four digits

    /** R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3: score without continuity correction. */
    @Test
    void itIsTheIntervalOfTheLiterature() {
        check(81, 263, 0.2553, 0.3662);
        check(15, 148, 0.0624, 0.1605);
        check(0, 20, 0.0000, 0.1611);
        check(1, 29, 0.0061, 0.1718);
    }

    @Test
    void noneOfThreeMayStillBeEveryOther() {
        check(0, 3, 0, 0.5615);
        check(3, 3, 0.4385, 1);
    }

    @Test
    void thereIsNoneOfNothing() {
        assertThatThrownBy(() -> Interval.wilson(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void check(int count, int of, double low, double high) {
        Interval interval = Interval.wilson(count, of);
        assertThat(interval.low()).isCloseTo(low, within(PRINTED));
        assertThat(interval.high()).isCloseTo(high, within(PRINTED));
    }
}
