package io.streetward.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {
    @ParameterizedTest
    @CsvSource({
        "0x0000, 0.0",
        "0x8000, -0.0",
        "0x3c00, 1.0",
        "0xc000, -2.0",
        "0x7bff, 65504.0",
        "0x0400, 6.103515625E-5",
        "0x0001, 5.960464477539063E-8",
        "0x83ff, -6.097555160522461E-5",
        "0x3155, 0.1666259765625",
        "0x7c00, Infinity",
        "0xfc00, -Infinity"
    })
    void bitsAndValuesCorrespond(String bits, float value) {
        short half = (short) Integer.decode(bits).intValue();
        assertThat(Half.toFloat(half)).isEqualTo(value);
        assertThat(Half.fromFloat(value)).isEqualTo(half);
    }

    @Test
    void everyNumberSurvivesTheRoundTrip() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Half.fromFloat(value)).isEqualTo((short) bits);
                assertThat(Half.isExact(value)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1", "65520", "1e-9", "1.0004883", "3.4e38", "NaN"})
    void otherNumbersAreNotExact(float value) {
        assertThat(Half.isExact(value)).isFalse();
    }
}
