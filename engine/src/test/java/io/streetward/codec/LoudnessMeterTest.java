package io.streetward.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.testkit.NativeMemory;
import org.junit.jupiter.api.Test;

class LoudnessMeterTest {
    /** EBU Tech 3341, test 1: a 1 kHz sine at −23 dBFS is −23 LUFS on two channels, so 3 less on the one there is here. */
    @Test
    void theStandardsSineReadsAsTheStandardSays() throws Exception {
        for (int rate : new int[] {8000, 16_000, 48_000}) {
            assertThat(LoudnessMeter.integrated(sine(rate, 20, -23)).orElseThrow())
                    .isCloseTo(-26.0, within(0.1));
        }
    }

    @Test
    void silenceAndWhatIsTooShortHaveNoLoudness() throws Exception {
        assertThat(LoudnessMeter.integrated(new AudioSignal(8000, new float[16_000])))
                .isEmpty();
        assertThat(LoudnessMeter.integrated(sine(8000, 0.3, -23))).isEmpty();
    }

    @Test
    void measuringLeavesNoNativeMemoryBehind() throws Exception {
        AudioSignal sound = sine(8000, 10, -23);
        for (int i = 0; i < 20; i++) {
            LoudnessMeter.integrated(sound);
        }
        long before = NativeMemory.inUseBytes();
        for (int i = 0; i < 100; i++) {
            LoudnessMeter.integrated(sound);
        }

        // One measurement holds 320 KB of samples; a hundred lost ones would be 32 MB.
        assertThat(NativeMemory.inUseBytes() - before).isLessThan(2 << 20);
    }

    private static AudioSignal sine(int rate, double seconds, double dbfs) {
        float[] samples = new float[(int) (rate * seconds)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (Math.pow(10, dbfs / 20) * Math.sin(2 * Math.PI * 1000 * i / rate));
        }
        return new AudioSignal(rate, samples);
    }
}
