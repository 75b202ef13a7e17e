package io.streetward.announce;

import java.util.Arrays;

/**
 * Keeps a waveform's true peak below a ceiling by turning it down around its peaks: ahead of each one, smoothly, and back
 * up slowly. Nothing is cut off, so nothing is distorted.
 */
final class Limiter {
    private static final double AHEAD_SECONDS =
            0.005; // one glottal pulse of a low voice: gain does not follow the waveform
    private static final double RELEASE_SECONDS = 0.08; // about a syllable: no pumping within words

    private Limiter() {}

    /** The same sound, with a true peak of {@code ceiling} at most but for what gain adds between samples (&lt; 0.1 dB). */
    static float[] limit(float[] samples, int sampleRateHz, double ceiling) {
        double[] gain = needed(samples, ceiling);
        int ahead = Math.max(1, (int) (AHEAD_SECONDS * sampleRateHz));
        double[] low = release(lowestAround(gain, ahead), Math.exp(-1 / (RELEASE_SECONDS * sampleRateHz)));
        double[] window = hann(ahead);
        float[] limited = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            double smooth = 0;
            for (int k = -ahead; k <= ahead; k++) {
                smooth += window[k + ahead] * low[Math.max(0, Math.min(low.length - 1, i + k))];
            }
            // Every value averaged was lowered for this very sample, so the average is low enough.
            limited[i] = (float) (samples[i] * smooth);
        }
        return limited;
    }

    private static double[] needed(float[] samples, double ceiling) {
        double[] peaks = TruePeak.around(samples);
        double[] gain = new double[samples.length];
        for (int i = 0; i < gain.length; i++) {
            double peak = Math.max(peaks[i], i == 0 ? 0 : peaks[i - 1]);
            gain[i] = peak > ceiling ? ceiling / peak : 1;
        }
        return gain;
    }

    private static double[] lowestAround(double[] gain, int ahead) {
        double[] lowest = new double[gain.length];
        Arrays.fill(lowest, 1);
        for (int i = 0; i < gain.length; i++) {
            if (gain[i] < 1) {
                for (int k = Math.max(0, i - ahead); k <= Math.min(gain.length - 1, i + ahead); k++) {
                    lowest[k] = Math.min(lowest[k], gain[i]);
                }
            }
        }
        return lowest;
    }

    private static double[] release(double[] gain, double decay) {
        double held = 1;
        for (int i = 0; i < gain.length; i++) {
            held = Math.min(gain[i], 1 - (1 - held) * decay);
            gain[i] = held;
        }
        return gain;
    }

    private static double[] hann(int half) {
        double[] window = new double[2 * half + 1];
        double sum = 0;
        for (int k = 0; k < window.length; k++) {
            window[k] = Math.pow(Math.cos(Math.PI * (k - half) / (2.0 * half + 2)), 2);
            sum += window[k];
        }
        for (int k = 0; k < window.length; k++) {
            window[k] /= sum;
        }
        return window;
    }
}
