package io.streetward.announce;

/** Sounds to say and measures of sounds heard. */
public final class Sounds {
    private Sounds() {}

    /** A tone at 8 kHz, at half of full scale. */
    public static short[] tone(double hertz, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(16384 * Math.sin(2 * Math.PI * hertz * i / 8000));
        }
        return pcm;
    }

    /**
     * Greatest normalised cross-correlation of what was said with what was heard, over all shifts up to {@code maxShift}
     * samples. 1 is the same waveform.
     */
    public static double correlation(short[] said, short[] heard, int maxShift) {
        double best = 0;
        for (int shift = -maxShift; shift <= maxShift; shift++) {
            double product = 0;
            double saidPower = 0;
            double heardPower = 0;
            for (int i = 0; i < said.length; i++) {
                double s = said[i];
                double h = i + shift >= 0 && i + shift < heard.length ? heard[i + shift] : 0;
                product += s * h;
                saidPower += s * s;
                heardPower += h * h;
            }
            best = Math.max(best, product / Math.sqrt(saidPower * heardPower + 1e-9));
        }
        return best;
    }

    /** The longest stretch below {@code level}, in samples, leading and trailing ones included. */
    public static int longestQuiet(short[] pcm, int level) {
        int longest = 0;
        int run = 0;
        for (short sample : pcm) {
            run = Math.abs((int) sample) < level ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** The greatest magnitude, in dB relative to full scale. */
    public static double peakDbfs(short[] pcm) {
        int peak = 0;
        for (short sample : pcm) {
            peak = Math.max(peak, Math.abs((int) sample));
        }
        return 20 * Math.log10(peak / 32768.0);
    }
}
