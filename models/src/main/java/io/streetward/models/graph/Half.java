package io.streetward.models.graph;

/** IEEE 754 binary16, which Java 17 does not have. */
public final class Half {
    private Half() {}

    /** The exact value of {@code bits}. */
    public static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f80_0000 | fraction << 13);
        }
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }

    /** Whether {@code value} survives {@link #fromFloat} unchanged. NaN does not. */
    public static boolean isExact(float value) {
        return Float.floatToRawIntBits(toFloat(fromFloat(value))) == Float.floatToRawIntBits(value);
    }

    /** Cuts {@code value} to binary16 towards zero; use it only where {@link #isExact} holds. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int exponent = (bits >>> 23 & 0xff) - 112;
        if (exponent >= 0x1f) {
            return (short) (sign | 0x7c00);
        }
        if (exponent > 0) {
            return (short) (sign | exponent << 10 | (bits & 0x7f_ffff) >>> 13);
        }
        int shift = 14 - exponent;
        int fraction = shift > 24 ? 0 : ((bits & 0x7f_ffff) | 0x80_0000) >>> shift;
        return (short) (sign | fraction);
    }
}
