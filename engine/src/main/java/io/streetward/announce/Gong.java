package io.streetward.announce;

import io.streetward.codec.AudioSignal;

/**
 * Two soft tones that make people listen before the words begin, so that the first of them are not lost.
 *
 * <p>E5 and C5, a falling major third: both, with their overtones, lie where a horn is strong (it gives little below 400 Hz)
 * and within a telephone's band.
 */
final class Gong {
    /** Silence between the last tone and the first word, seconds. */
    static final double PAUSE_SECONDS = 0.25;

    private static final double FIRST_HERTZ = 659.26;
    private static final double SECOND_HERTZ = 523.25;
    private static final double FIRST_SECONDS = 0.55;
    private static final double SECOND_SECONDS = 1.0;
    private static final double ATTACK_SECONDS = 0.015; // no click
    private static final double DECAY_SECONDS = 0.3;
    private static final double[] OVERTONES = {1, 0.35, 0.12};

    private Gong() {}

    /** The tones, at half of full scale or so; the pause is not part of it. */
    static AudioSignal sound(int sampleRateHz) {
        float[] samples = new float[(int) ((FIRST_SECONDS + SECOND_SECONDS) * sampleRateHz)];
        strike(samples, 0, FIRST_HERTZ, sampleRateHz);
        strike(samples, (int) (FIRST_SECONDS * sampleRateHz), SECOND_HERTZ, sampleRateHz);
        return new AudioSignal(sampleRateHz, samples);
    }

    /** The first tone rings on under the second. */
    private static void strike(float[] samples, int from, double hertz, int sampleRateHz) {
        double end = (double) (samples.length - from) / sampleRateHz;
        for (int i = from; i < samples.length; i++) {
            double t = (double) (i - from) / sampleRateHz;
            double attack = t < ATTACK_SECONDS ? 0.5 - 0.5 * Math.cos(Math.PI * t / ATTACK_SECONDS) : 1;
            double fade = Math.min(1, (end - t) / 0.05);
            double tone = 0;
            for (int k = 0; k < OVERTONES.length; k++) {
                tone += OVERTONES[k] * Math.exp(-t * k / DECAY_SECONDS) * Math.sin(2 * Math.PI * hertz * (k + 1) * t);
            }
            samples[i] += (float) (0.35 * attack * fade * Math.exp(-t / DECAY_SECONDS) * tone);
        }
    }
}
