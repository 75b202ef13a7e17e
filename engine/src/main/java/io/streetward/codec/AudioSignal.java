package io.streetward.codec;

/** Decoded mono sound: samples as floating point, full scale ±1 (a lossy codec or a resampler may go beyond). */
public final class AudioSignal {
    private final int sampleRateHz;
    private final float[] samples;

    /** Keeps {@code samples} without copying: hand it over and let go. */
    public AudioSignal(int sampleRateHz, float[] samples) {
        this.sampleRateHz = sampleRateHz;
        this.samples = samples;
    }

    public int sampleRateHz() {
        return sampleRateHz;
    }

    public int sampleCount() {
        return samples.length;
    }

    /** The samples, copied. */
    public float[] samples() {
        return samples.clone();
    }
}
