package io.streetward.tools.camera;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Draws H.264 pictures that need no encoder: black ones, and ones in which every macroblock is as it was (P_Skip).
 *
 * <p>They go with a stream's own sequence parameter set, so that size, profile and buffers stay as they are, but refer to
 * a picture parameter set of their own (CAVLC, no deblocking), which is sent with them.
 */
final class StillPictures {
    private static final int PPS_ID = 255; // the last there is: no encoder counts that far
    private static final int PPS_NAL = 0x68; // nal_ref_idc 3, types 8, 5 and 1
    private static final int IDR_NAL = 0x65;
    private static final int P_NAL = 0x61;
    private static final int ALL_P = 5; // slice types of pictures with slices of one type only
    private static final int ALL_I = 7;
    private static final int I_PCM = 25;
    private static final int I_16X16_DC = 3; // no coefficients but the DC transform's, of which there are none either
    private static final int BLACK_LUMA = 16;
    private static final int GREY_CHROMA = 128;
    private static final int LUMA_SAMPLES = 256;
    private static final int CHROMA_SAMPLES = 128;

    private final H264Sps sps;
    private final byte[] parameterSet;

    private StillPictures(H264Sps sps) {
        this.sps = sps;
        this.parameterSet = parameterSet(sps.id());
    }

    /** Tells whether there can be such pictures with a stream's parameter sets (Annex B). */
    static boolean drawable(byte[] parameterSets) {
        return forStream(parameterSets).isPresent();
    }

    /**
     * Prepares to draw.
     *
     * @param parameterSets Annex B, with the stream's sequence parameter set among them
     * @return nothing when the stream is not 8-bit progressive 4:2:0
     */
    static Optional<StillPictures> forStream(byte[] parameterSets) {
        return H264Sps.find(parameterSets).filter(H264Sps::plain).map(StillPictures::new);
    }

    private static byte[] parameterSet(int spsId) {
        return new NalWriter(PPS_NAL)
                .ue(PPS_ID)
                .ue(spsId)
                .bits(0, 2) // CAVLC; no second picture order count
                .ue(0) // one slice group
                .ue(0)
                .ue(0) // one reference in each list
                .bits(0, 3) // no weighted prediction
                .seZero()
                .seZero()
                .seZero() // quantisers
                .bits(0b100, 3) // deblocking is controlled in the slice
                .end();
    }

    /**
     * Returns an access unit that shows the picture before it once more.
     *
     * @param number pictures since the last IDR picture, from 1; each of them must be one of these
     */
    byte[] unchanged(int number) {
        NalWriter slice = new NalWriter(P_NAL).ue(0).ue(ALL_P).ue(PPS_ID).bits(number, sps.frameNumBits());
        pictureOrder(slice, 2 * number);
        return join(
                parameterSet,
                slice.bits(0, 2) // the default number and order of references
                        .bits(0, 1) // sliding window
                        .seZero()
                        .ue(1) // no deblocking
                        .ue(sps.widthMbs() * sps.heightMbs()) // mb_skip_run
                        .end());
    }

    /**
     * Returns a black IDR access unit.
     *
     * @param parameterSets what stands before it: the stream's own parameter sets
     * @param idrNumber must differ between two in a row
     */
    byte[] black(byte[] parameterSets, int idrNumber) {
        NalWriter slice = new NalWriter(IDR_NAL)
                .ue(0)
                .ue(ALL_I)
                .ue(PPS_ID)
                .bits(0, sps.frameNumBits())
                .ue(idrNumber & 1);
        pictureOrder(slice, 0);
        slice.bits(0, 2).seZero().ue(1);
        for (int y = 0; y < sps.heightMbs(); y++) {
            for (int x = 0; x < sps.widthMbs(); x++) {
                blackMacroblock(slice, x, y);
            }
        }
        return join(parameterSets, join(parameterSet, slice.end()));
    }

    /** The first macroblock has its samples written out, and all others are predicted from it. */
    private static void blackMacroblock(NalWriter slice, int x, int y) {
        if (x == 0 && y == 0) {
            slice.ue(I_PCM).align();
            for (int i = 0; i < LUMA_SAMPLES; i++) {
                slice.bits(BLACK_LUMA, 8);
            }
            for (int i = 0; i < CHROMA_SAMPLES; i++) {
                slice.bits(GREY_CHROMA, 8);
            }
            return;
        }
        slice.ue(I_16X16_DC).ue(0).seZero();
        // coeff_token for no coefficients: its table follows the neighbours' count, 16 for I_PCM (section 9.2.1).
        if (x + y == 1) {
            slice.bits(0b000011, 6);
        } else {
            slice.bits(1, 1);
        }
    }

    private void pictureOrder(NalWriter slice, int count) {
        if (sps.pocType() == 0) {
            slice.bits(count, sps.pocLsbBits());
        } else if (sps.pocType() == 1 && !sps.pocDeltaAlwaysZero()) {
            slice.seZero();
        }
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(one.length + other.length);
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }
}
