package io.streetward.announce;

import io.streetward.codec.AudioSignal;
import java.util.Arrays;

/**
 * Makes decoded sound fit for a loudspeaker: silence cut from both ends, one gain over the whole so that its true peak
 * reaches −3 dBTP, then 16 bits.
 *
 * <p>A constant gain rather than a limiter: nothing is compressed or distorted, and speech, which espeak-ng makes up to
 * full scale, is turned down just enough. The true peak is that of the waveform between the samples (ITU-R BS.1770-4,
 * annex 2: four times oversampling). 0.2 dB more is kept for G.711, which rounds loud samples by up to ±0.13 dB.
 */
public final class ClipDynamics {
    /** True peak that no clip exceeds after G.711, dB relative to full scale. */
    public static final double CEILING_DBTP = -3.0;

    /** Quiet sound is raised by this much at the most, so that hiss is not taken for speech. */
    public static final double MAX_GAIN_DB = 18.0;

    private static final double COMPANDING_MARGIN_DB = 0.2;
    private static final double SILENT_BELOW_DBFS = -60.0;
    private static final double QUIET_BELOW_PEAK_DB = -45.0;
    private static final int KEEP_BEFORE_MS = 30; // breath and plosives begin softly
    private static final int KEEP_AFTER_MS = 80; // and words end so

    private ClipDynamics() {}

    /**
     * The finished clip.
     *
     * @throws ClipException when there is nothing to hear
     */
    public static Clip finish(AudioSignal signal) throws ClipException {
        float[] samples = trim(signal.samples(), signal.sampleRateHz());
        double truePeak = TruePeak.of(samples);
        double gain = Math.min(amplitude(CEILING_DBTP - COMPANDING_MARGIN_DB) / truePeak, amplitude(MAX_GAIN_DB));
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(samples[i] * gain * 32768);
        }
        return new Clip(signal.sampleRateHz(), pcm);
    }

    private static float[] trim(float[] samples, int sampleRateHz) throws ClipException {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        if (peak < amplitude(SILENT_BELOW_DBFS)) {
            throw new ClipException("the sound is silent: nothing in it is above " + SILENT_BELOW_DBFS + " dBFS");
        }
        float audible = (float) (peak * amplitude(QUIET_BELOW_PEAK_DB));
        int first = 0;
        while (Math.abs(samples[first]) < audible) {
            first++;
        }
        int last = samples.length - 1;
        while (Math.abs(samples[last]) < audible) {
            last--;
        }
        int from = Math.max(0, first - KEEP_BEFORE_MS * sampleRateHz / 1000);
        int to = Math.min(samples.length, last + 1 + KEEP_AFTER_MS * sampleRateHz / 1000);
        return Arrays.copyOfRange(samples, from, to);
    }

    private static double amplitude(double decibels) {
        return Math.pow(10, decibels / 20);
    }
}
