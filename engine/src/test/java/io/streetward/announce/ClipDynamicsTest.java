package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.announce.rtp.G711;
import io.streetward.codec.AudioDecodeException;
import io.streetward.codec.AudioSignal;
import io.streetward.codec.LoudnessMeter;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClipDynamicsTest {
    @Test
    void truePeakSeesWhatLiesBetweenTheSamples() {
        // A sine at a quarter of the sample rate, sampled 45 degrees off its crests: samples reach only 0.707.
        float[] sine = new float[400];
        for (int i = 0; i < sine.length; i++) {
            sine[i] = (float) Math.sin(Math.PI / 2 * i + Math.PI / 4);
        }

        assertThat(TruePeak.of(Arrays.copyOfRange(sine, 0, 400))).isCloseTo(1.0, within(0.02));
        assertThat(TruePeak.of(new float[] {0.5f})).isEqualTo(0.5);
    }

    @Test
    void loudAndQuietSoundBecomeEquallyLoud() throws Exception {
        assertThat(loudness(ClipDynamics.level(signal(1.4), -18))).isCloseTo(-18, within(0.2));
        assertThat(loudness(ClipDynamics.level(signal(0.03), -18))).isCloseTo(-18, within(0.2));
    }

    @Test
    void hissIsNotRaisedToSpeech() throws Exception {
        double before = loudness(signal(0.004));

        assertThat(loudness(ClipDynamics.level(signal(0.004), -18)))
                .isCloseTo(before + ClipDynamics.MAX_GAIN_DB, within(0.1));
    }

    @Test
    void soundOfHighPeaksIsLimitedAndStillReachesItsLoudness() throws Exception {
        AudioSignal levelled = ClipDynamics.level(syllables(0.4), -18);

        assertThat(decibels(TruePeak.of(levelled.samples()))).isLessThanOrEqualTo(-3.5 + 0.001);
        assertThat(loudness(levelled)).isCloseTo(-18, within(0.3));
    }

    @Test
    void soundOfExtremePeaksStaysSofterRatherThanBeingCrushed() throws Exception {
        AudioSignal levelled = ClipDynamics.level(syllables(0.9), -18);

        assertThat(decibels(TruePeak.of(levelled.samples()))).isLessThanOrEqualTo(-3.5 + 0.001);
        assertThat(loudness(levelled)).isBetween(-22.0, -19.0);
    }

    @Test
    void theLimiterLeavesSoundBelowTheCeilingAsItIs() {
        float[] quiet = signal(0.5).samples();

        assertThat(Limiter.limit(quiet, 8000, 0.7)).containsExactly(quiet, within(1e-6f));
    }

    @Test
    void aBeepTooShortToHaveALoudnessIsRaisedToTheCeiling() throws Exception {
        float[] beep = Arrays.copyOf(signal(0.2).samples(), 800);

        AudioSignal levelled = ClipDynamics.level(new AudioSignal(8000, beep), -18);

        assertThat(decibels(TruePeak.of(levelled.samples()))).isCloseTo(-3.5, within(0.05));
    }

    @Test
    void whatCompandingRoundsUpStaysBelowTheCeiling() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            float[] noise = new float[800];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) random.nextGaussian();
            }
            Clip clip = ClipDynamics.clip(ClipDynamics.level(new AudioSignal(8000, noise), -18));
            for (G711 law : G711.values()) {
                short[] heard = clip.samples();
                for (int i = 0; i < heard.length; i++) {
                    heard[i] = law.decode(law.encode(heard[i]));
                }
                assertThat(Sounds.peakDbfs(heard)).isLessThanOrEqualTo(ClipDynamics.CEILING_DBTP);
            }
        }
    }

    @Test
    void silenceIsCutFromBothEndsButNotFromTheMiddle() throws Exception {
        float[] samples = new float[8000 * 4];
        samples[8000] = 0.5f;
        samples[8000 * 3] = 0.5f;

        AudioSignal levelled = ClipDynamics.level(new AudioSignal(8000, samples), -18);

        assertThat(levelled.sampleCount()).isEqualTo(30 * 8 + 8000 * 2 + 1 + 80 * 8);
    }

    @Test
    void silenceIsNoAnnouncement() {
        assertThatThrownBy(() -> ClipDynamics.level(new AudioSignal(8000, new float[8000]), -18))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("silent");
    }

    private static AudioSignal signal(double amplitude) {
        float[] samples = new float[8000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * 300 * i / 8000));
        }
        return new AudioSignal(8000, samples);
    }

    /** Bursts of 150 ms with a spike in each: what speech does to a meter. */
    private static AudioSignal syllables(double spikes) {
        float[] samples = new float[8000 * 4];
        Random random = new Random(5);
        for (int i = 0; i < samples.length; i++) {
            boolean voiced = i / 1200 % 2 == 0;
            double spike = i % 2400 == 600 ? spikes : 0;
            samples[i] = (float) (voiced ? 0.09 * random.nextGaussian() + spike : 0.001 * random.nextGaussian());
        }
        return new AudioSignal(8000, samples);
    }

    private static double loudness(AudioSignal signal) throws AudioDecodeException {
        return LoudnessMeter.integrated(signal).orElseThrow();
    }

    private static double decibels(double amplitude) {
        return 20 * Math.log10(amplitude);
    }
}
