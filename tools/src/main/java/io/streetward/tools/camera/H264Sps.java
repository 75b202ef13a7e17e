package io.streetward.tools.camera;

import java.util.Optional;

/**
 * What of an H.264 sequence parameter set (section 7.3.2.1.1) a slice header depends on.
 *
 * @param frameNumBits length of frame_num
 * @param pocType pic_order_cnt_type
 * @param pocLsbBits length of pic_order_cnt_lsb, with type 0
 * @param pocDeltaAlwaysZero delta_pic_order_always_zero_flag, with type 1
 * @param widthMbs width in macroblocks
 * @param heightMbs height in macroblocks
 * @param plain 8 bits, 4:2:0, frames only, at least one reference picture
 */
record H264Sps(
        int id,
        int frameNumBits,
        int pocType,
        int pocLsbBits,
        boolean pocDeltaAlwaysZero,
        int widthMbs,
        int heightMbs,
        boolean plain) {
    private static final int MIN_BITS = 4;
    private static final int SCALING_LISTS = 8;
    private static final int SMALL_LISTS = 6;
    private static final int MAX_MBS = 1 << 10;

    /** Reads the first sequence parameter set of an Annex B access unit; nothing when there is none that makes sense. */
    static Optional<H264Sps> find(byte[] annexB) {
        for (int nal = ParameterSets.nextNal(annexB, 0); nal >= 0; nal = ParameterSets.nextNal(annexB, nal + 3)) {
            if ((annexB[nal + 3] & 0x1F) == ParameterSets.H264_SPS) {
                H264Sps sps = read(new BitReader(annexB, nal + 4));
                boolean sensible = sps.widthMbs <= MAX_MBS && sps.heightMbs <= MAX_MBS && sps.pocType <= 2;
                return sensible ? Optional.of(sps) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static H264Sps read(BitReader in) {
        int profile = in.bits(8);
        in.bits(16); // constraints and level
        int id = in.ue();
        boolean plain = !hasChromaFormat(profile) || readChroma(in);
        int frameNumBits = in.ue() + MIN_BITS;
        int pocType = in.ue();
        int pocLsbBits = pocType == 0 ? in.ue() + MIN_BITS : 0;
        boolean alwaysZero = pocType == 1 && readPocCycle(in);
        int references = in.ue();
        in.bit(); // gaps_in_frame_num_value_allowed_flag
        int widthMbs = in.ue() + 1;
        int heightMapUnits = in.ue() + 1;
        boolean framesOnly = in.flag();
        int heightMbs = framesOnly ? heightMapUnits : 2 * heightMapUnits;
        return new H264Sps(
                id,
                frameNumBits,
                pocType,
                pocLsbBits,
                alwaysZero,
                widthMbs,
                heightMbs,
                plain && framesOnly && references > 0);
    }

    private static boolean hasChromaFormat(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    /** Returns whether the format is 4:2:0 with 8 bits. */
    private static boolean readChroma(BitReader in) {
        int format = in.ue();
        if (format == 3) {
            in.bit(); // separate_colour_plane_flag
        }
        int lumaBits = in.ue();
        int chromaBits = in.ue();
        in.bit(); // qpprime_y_zero_transform_bypass_flag
        if (in.flag()) {
            int lists = format == 3 ? SCALING_LISTS + 4 : SCALING_LISTS;
            for (int i = 0; i < lists; i++) {
                if (in.flag()) {
                    skipScalingList(in, i < SMALL_LISTS ? 16 : 64);
                }
            }
        }
        return format == 1 && lumaBits == 0 && chromaBits == 0;
    }

    private static void skipScalingList(BitReader in, int size) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = (last + in.se() + 256) % 256;
            last = next == 0 ? last : next;
        }
    }

    /** Returns delta_pic_order_always_zero_flag. */
    private static boolean readPocCycle(BitReader in) {
        boolean alwaysZero = in.flag();
        in.se();
        in.se();
        int cycle = Math.min(in.ue(), 255);
        for (int i = 0; i < cycle; i++) {
            in.se();
        }
        return alwaysZero;
    }
}
