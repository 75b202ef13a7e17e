package io.streetward.announce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Finished sound, ready for a loudspeaker: mono, 16-bit linear PCM, trimmed and levelled. Immutable, shared freely.
 *
 * <p>Telephone-quality channels (G.711) take 8,000 samples a second; the rate is part of the clip so that wideband ones
 * fit beside them.
 */
public final class Clip {
    private final int sampleRateHz;
    private final short[] samples;
    private final String sha256;

    /**
     * A clip of a copy of {@code samples}.
     *
     * @param sampleRateHz samples per second
     * @param samples at least one
     */
    public Clip(int sampleRateHz, short[] samples) {
        if (sampleRateHz <= 0 || samples.length == 0) {
            throw new IllegalArgumentException("clip of " + samples.length + " samples at " + sampleRateHz
                    + " Hz: expected at least one sample and a positive rate");
        }
        this.sampleRateHz = sampleRateHz;
        this.samples = samples.clone();
        this.sha256 = sha256(this.samples);
    }

    public int sampleRateHz() {
        return sampleRateHz;
    }

    public int sampleCount() {
        return samples.length;
    }

    /** The samples, copied. */
    public short[] samples() {
        return samples.clone();
    }

    /** SHA-256 of the samples as 16-bit little-endian PCM (what a WAV file's data chunk holds), in lower-case hex. */
    public String sha256() {
        return sha256;
    }

    public Duration duration() {
        return Duration.ofNanos(samples.length * 1_000_000_000L / sampleRateHz);
    }

    /** Memory the samples take, bytes. */
    public long sizeBytes() {
        return 2L * samples.length;
    }

    /** A fresh reader at the clip's beginning. */
    public PcmSource reader() {
        return new Reader();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clip clip && clip.sampleRateHz == sampleRateHz && Arrays.equals(clip.samples, samples);
    }

    @Override
    public int hashCode() {
        return 31 * sha256.hashCode() + sampleRateHz;
    }

    @Override
    public String toString() {
        return "Clip[" + duration().toMillis() + " ms, " + sampleRateHz + " Hz, sha256 " + sha256.substring(0, 12)
                + "…]";
    }

    private static String sha256(short[] samples) {
        ByteBuffer pcm = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(samples);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pcm.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private final class Reader implements PcmSource {
        private int position;

        @Override
        public int sampleRateHz() {
            return sampleRateHz;
        }

        @Override
        public int read(short[] frame) {
            if (position == samples.length) {
                return END;
            }
            int count = Math.min(frame.length, samples.length - position);
            System.arraycopy(samples, position, frame, 0, count);
            position += count;
            return count;
        }
    }
}
