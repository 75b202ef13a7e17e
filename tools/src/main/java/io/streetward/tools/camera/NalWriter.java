package io.streetward.tools.camera;

import java.io.ByteArrayOutputStream;

/** Writes one NAL unit bit by bit, as Annex B with start code and emulation prevention (ITU-T H.264 section 7.4.1). */
final class NalWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int zeros;
    private int bits;
    private int bitCount;

    /**
     * Begins a NAL unit.
     *
     * @param header its first byte: nal_ref_idc and nal_unit_type
     */
    NalWriter(int header) {
        out.writeBytes(new byte[] {0, 0, 0, 1});
        out.write(header);
    }

    NalWriter bits(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bits = bits << 1 | (value >> i & 1);
            if (++bitCount == Byte.SIZE) {
                writeByte(bits & 0xFF);
                bitCount = 0;
            }
        }
        return this;
    }

    private void writeByte(int value) {
        if (zeros == 2 && value <= 3) {
            out.write(3);
            zeros = 0;
        }
        out.write(value);
        zeros = value == 0 ? zeros + 1 : 0;
    }

    /** Writes an unsigned Exp-Golomb code, ue(v). */
    NalWriter ue(int value) {
        int length = Integer.SIZE - Integer.numberOfLeadingZeros(value + 1);
        return bits(0, length - 1).bits(value + 1, length);
    }

    /** Writes the signed Exp-Golomb code of 0, se(v). */
    NalWriter seZero() {
        return ue(0);
    }

    /** Fills the byte up with zeros. */
    NalWriter align() {
        return bitCount == 0 ? this : bits(0, Byte.SIZE - bitCount);
    }

    /** Ends the NAL unit with its stop bit and returns it. */
    byte[] end() {
        bits(1, 1).align();
        return out.toByteArray();
    }
}
