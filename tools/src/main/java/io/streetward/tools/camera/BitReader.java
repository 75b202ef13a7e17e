package io.streetward.tools.camera;

/** Reads a NAL unit's payload bit by bit (ITU-T H.264 section 7.2 and 9.1), without its emulation prevention bytes. */
final class BitReader {
    private static final int MAX_LEADING_ZEROS = 32;

    private final byte[] data;
    private int next;
    private int zeros;
    private int bits;
    private int bitsLeft;

    /**
     * Begins to read.
     *
     * @param data Annex B bytes
     * @param from index of the first byte to read
     */
    BitReader(byte[] data, int from) {
        this.data = data;
        this.next = from;
    }

    /** Returns the next bit; zeros behind the end, as a damaged NAL unit is judged by what it says, not where it ends. */
    int bit() {
        if (bitsLeft == 0) {
            bits = nextByte();
            bitsLeft = Byte.SIZE;
        }
        bitsLeft--;
        return bits >> bitsLeft & 1;
    }

    private int nextByte() {
        if (next >= data.length) {
            return 0;
        }
        int value = data[next++] & 0xFF;
        if (zeros == 2 && value == 3) {
            zeros = 0;
            return nextByte();
        }
        zeros = value == 0 ? zeros + 1 : 0;
        return value;
    }

    boolean flag() {
        return bit() == 1;
    }

    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /** Returns an unsigned Exp-Golomb code, ue(v). */
    int ue() {
        int leading = 0;
        while (leading < MAX_LEADING_ZEROS && bit() == 0) {
            leading++;
        }
        return (1 << leading) - 1 + bits(leading);
    }

    /** Returns a signed Exp-Golomb code, se(v). */
    int se() {
        int code = ue();
        return (code & 1) == 1 ? (code + 1) / 2 : -code / 2;
    }
}
