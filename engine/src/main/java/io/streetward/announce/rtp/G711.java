package io.streetward.announce.rtp;

/**
 * Telephone companding: one byte per sample at 8 kHz (ITU-T Recommendation G.711).
 *
 * <p>Encoding follows the ITU-T's reference code (G.191 software tool library, {@code alaw_compress} and
 * {@code ulaw_compress}): where a sample lies exactly between two levels, other encoders may pick the other one.
 */
public enum G711 {
    /** A-law; RTP payload type 8 (RFC 3551 section 6). */
    PCMA(8) {
        @Override
        int compress(int sample) {
            int magnitude = (sample < 0 ? ~sample : sample) >> 4; // 11 bits
            if (magnitude > 15) {
                int exponent = 1;
                while (magnitude > 16 + 15) {
                    magnitude >>= 1;
                    exponent++;
                }
                magnitude = magnitude - 16 + (exponent << 4);
            }
            int signed = sample < 0 ? magnitude : magnitude | 0x80;
            return signed ^ 0x55; // every other bit turned, so that silence keeps the line busy
        }

        @Override
        int expand(int code) {
            int turned = code ^ 0x55;
            int exponent = (turned >> 4) & 7;
            int mantissa = turned & 15;
            int magnitude = exponent == 0 ? mantissa * 2 + 1 : (mantissa * 2 + 33) << (exponent - 1);
            return (turned & 0x80) == 0 ? -magnitude * 8 : magnitude * 8;
        }
    },

    /** µ-law; RTP payload type 0 (RFC 3551 section 6). */
    PCMU(0) {
        @Override
        int compress(int sample) {
            int magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1fff);
            int segment = 1;
            for (int rest = magnitude >> 6; rest != 0; rest >>= 1) {
                segment++;
            }
            int code = ((8 - segment) << 4) | (15 - ((magnitude >> segment) & 15));
            return sample < 0 ? code : code | 0x80;
        }

        @Override
        int expand(int code) {
            int turned = ~code & 0xff;
            int magnitude = (((turned & 15) * 2 + 33) << ((turned >> 4) & 7)) - 33;
            return (turned & 0x80) == 0 ? magnitude * 4 : -magnitude * 4;
        }
    };

    /** The sample rate of both laws, Hz. */
    public static final int SAMPLE_RATE_HZ = 8_000;

    private final int payloadType;

    @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor, read ever after
    private final byte[] codeOf = new byte[1 << 16];

    @SuppressWarnings("ImmutableEnumChecker")
    private final short[] sampleOf = new short[1 << 8];

    G711(int payloadType) {
        this.payloadType = payloadType;
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            codeOf[sample & 0xffff] = (byte) compress(sample);
        }
        for (int code = 0; code < sampleOf.length; code++) {
            sampleOf[code] = (short) expand(code);
        }
    }

    /** RTP's static payload type. */
    public int payloadType() {
        return payloadType;
    }

    /** The code of a 16-bit sample. */
    public byte encode(short sample) {
        return codeOf[sample & 0xffff];
    }

    /** The 16-bit sample that a receiver plays for {@code code}. */
    public short decode(byte code) {
        return sampleOf[code & 0xff];
    }

    abstract int compress(int sample);

    abstract int expand(int code);
}
