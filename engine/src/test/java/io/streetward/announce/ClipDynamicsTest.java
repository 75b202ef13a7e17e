package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.announce.rtp.G711;
import io.streetward.codec.AudioSignal;
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
    void loudSoundIsTurnedDownToTheCeiling() throws Exception {
        Clip clip = ClipDynamics.finish(signal(1.4));

        assertThat(Sounds.peakDbfs(clip.samples())).isCloseTo(-3.2, within(0.05));
    }

    @Test
    void quietSoundIsRaisedButHissIsNot() throws Exception {
        assertThat(Sounds.peakDbfs(ClipDynamics.finish(signal(0.2)).samples())).isCloseTo(-3.2, within(0.05));
        assertThat(Sounds.peakDbfs(ClipDynamics.finish(signal(0.01)).samples())).isCloseTo(-22.0, within(0.1));
    }

    @Test
    void whatCompandingRoundsUpStaysBelowTheCeiling() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            float[] noise = new float[800];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) random.nextGaussian();
            }
            Clip clip = ClipDynamics.finish(new AudioSignal(8000, noise));
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

        Clip clip = ClipDynamics.finish(new AudioSignal(8000, samples));

        assertThat(clip.sampleCount()).isEqualTo(30 * 8 + 8000 * 2 + 1 + 80 * 8);
    }

    @Test
    void silenceIsNoAnnouncement() {
        assertThatThrownBy(() -> ClipDynamics.finish(new AudioSignal(8000, new float[8000])))
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
}
