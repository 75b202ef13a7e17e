package io.streetward.announce;

import io.streetward.codec.AudioDecodeException;
import io.streetward.codec.AudioSignal;
import io.streetward.codec.LoudnessMeter;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Makes decoded sound fit for a loudspeaker: silence cut from both ends, all clips equally loud, no peak above −3 dBTP.
 *
 * <p>All of it happens at the sample rate that leaves for the speaker, so what is measured is what is sent. Loudness is EBU
 * R 128's integrated loudness; the true peak is that of the waveform between the samples (ITU-R BS.1770-4, annex 2: four
 * times oversampling). Half a dB more is kept for G.711: it rounds loud samples by up to ±0.13 dB, and where neighbours are
 * rounded apart the waveform between them moves by more.
 */
public final class ClipDynamics {
    /** True peak that no clip exceeds after G.711, dB relative to full scale. */
    public static final double CEILING_DBTP = -3.0;

    /**
     * Loudness of speech for the street, LUFS: what AES TD1008 has for speech. It leaves 15 dB up to the ceiling, which
     * speech exceeds by some 3 dB for moments: those a limiter takes, inaudibly, and a horn's amplifier, whose peak power is
     * what is scarce, gives 3 dB more speech over the traffic than at the −21 LUFS that would fit without one.
     */
    public static final double DEFAULT_LUFS = -18.0;

    /** Quiet sound is raised by this much at the most, so that hiss is not taken for speech. */
    public static final double MAX_GAIN_DB = 18.0;

    /** Peaks are turned down by this much at the most; sound with higher ones stays softer. */
    public static final double MAX_LIMITING_DB = 6.0;

    private static final double COMPANDING_MARGIN_DB = 0.5;
    private static final double SILENT_BELOW_DBFS = -60.0;
    private static final double QUIET_BELOW_PEAK_DB = -45.0;
    private static final double CLOSE_ENOUGH_LU = 0.1;
    private static final int PASSES = 5; // limiting takes loudness away, which the next pass gives back
    private static final int KEEP_BEFORE_MS = 30; // breath and plosives begin softly
    private static final int KEEP_AFTER_MS = 80; // and words end so

    private ClipDynamics() {}

    /**
     * The sound trimmed, at this loudness or as near as its peaks allow.
     *
     * @param lufs integrated loudness; sound under 400 ms, which has none, is raised to the ceiling
     * @throws ClipException when there is nothing to hear
     */
    static AudioSignal level(AudioSignal signal, double lufs) throws ClipException {
        int rate = signal.sampleRateHz();
        float[] samples = trim(signal.samples(), rate);
        double ceiling = amplitude(CEILING_DBTP - COMPANDING_MARGIN_DB);
        double truePeak = TruePeak.of(samples);
        double most = Math.min(amplitude(MAX_GAIN_DB), ceiling * amplitude(MAX_LIMITING_DB) / truePeak);
        OptionalDouble measured = loudness(samples, rate);
        if (measured.isEmpty()) {
            return new AudioSignal(rate, scaled(samples, Math.min(amplitude(MAX_GAIN_DB), ceiling / truePeak)));
        }
        double gain = Math.min(most, amplitude(lufs - measured.getAsDouble()));
        float[] levelled = Limiter.limit(scaled(samples, gain), rate, ceiling);
        for (int pass = 1; pass < PASSES && gain < most; pass++) {
            double missing = lufs - loudness(levelled, rate).orElse(lufs);
            if (Math.abs(missing) < CLOSE_ENOUGH_LU) {
                break;
            }
            gain = Math.min(most, gain * amplitude(missing));
            levelled = Limiter.limit(scaled(samples, gain), rate, ceiling);
        }
        return new AudioSignal(rate, scaled(levelled, Math.min(1, ceiling / TruePeak.of(levelled))));
    }

    /** 16-bit PCM of sound within full scale. */
    static Clip clip(AudioSignal signal) {
        float[] samples = signal.samples();
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(samples[i] * 32767);
        }
        return new Clip(signal.sampleRateHz(), pcm);
    }

    private static OptionalDouble loudness(float[] samples, int sampleRateHz) throws ClipException {
        try {
            return LoudnessMeter.integrated(new AudioSignal(sampleRateHz, samples));
        } catch (AudioDecodeException e) {
            throw new ClipException(String.valueOf(e.getMessage()), e);
        }
    }

    private static float[] scaled(float[] samples, double gain) {
        float[] scaled = new float[samples.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (samples[i] * gain);
        }
        return scaled;
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
