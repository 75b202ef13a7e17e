package io.streetward.announce;

/**
 * The peak of a waveform between its samples, as ITU-R BS.1770-4 annex 2 has it: oversampled four times, by a windowed
 * sinc.
 */
final class TruePeak {
    private static final int OVERSAMPLING = 4;
    private static final int HALF_TAPS = 12;
    private static final double[][] PHASES = phases();

    private TruePeak() {}

    /** The greatest magnitude, full scale 1. */
    static double of(float[] samples) {
        double peak = 0;
        for (double one : around(samples)) {
            peak = Math.max(peak, one);
        }
        return peak;
    }

    /** For each sample the greatest magnitude from it up to, but without, the next. */
    static double[] around(float[] samples) {
        double[] peaks = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            peaks[i] = Math.abs(samples[i]);
            for (double[] phase : PHASES) {
                peaks[i] = Math.max(peaks[i], Math.abs(between(samples, i, phase)));
            }
        }
        return peaks;
    }

    private static double between(float[] samples, int at, double[] taps) {
        double sum = 0;
        int first = at - HALF_TAPS + 1;
        for (int k = Math.max(0, -first); k < taps.length && first + k < samples.length; k++) {
            sum += samples[first + k] * taps[k];
        }
        return sum;
    }

    /** For each quarter between two samples: the weights of the twelve samples before and the twelve after. */
    private static double[][] phases() {
        double[][] phases = new double[OVERSAMPLING - 1][2 * HALF_TAPS];
        for (int quarter = 1; quarter < OVERSAMPLING; quarter++) {
            double[] taps = phases[quarter - 1];
            double sum = 0;
            for (int k = 0; k < taps.length; k++) {
                double distance = k - (HALF_TAPS - 1) - (double) quarter / OVERSAMPLING;
                double hann = Math.pow(Math.cos(Math.PI * distance / (2.0 * HALF_TAPS + 2)), 2);
                taps[k] = Math.sin(Math.PI * distance) / (Math.PI * distance) * hann;
                sum += taps[k];
            }
            for (int k = 0; k < taps.length; k++) {
                taps[k] /= sum;
            }
        }
        return phases;
    }
}
