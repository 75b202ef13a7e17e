package io.streetward.tools.camera;

import io.streetward.media.VideoCodec;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Finds where parameter sets are missing in an Annex B access unit (H.264 and H.265, Annex B; NAL unit types in table
 * 7-1 of each).
 */
final class ParameterSets {
    static final int H264_SPS = 7;
    private static final int H264_PPS = 8;
    private static final int H264_AUD = 9;
    private static final int H264_LAST_SLICE_TYPE = 5;
    private static final int H265_SPS = 33;
    private static final int H265_AUD = 35;
    private static final int H265_LAST_SLICE_TYPE = 31;

    private ParameterSets() {}

    /** Returns the access unit with the parameter sets in it: itself when it has them, or a copy with them put in. */
    static byte[] ensure(byte[] accessUnit, byte[] parameterSets, VideoCodec codec) {
        int insertAt = -1;
        for (int nal = nextNal(accessUnit, 0); nal >= 0; nal = nextNal(accessUnit, nal + 3)) {
            int type = type(accessUnit, nal + 3, codec);
            if (type == (codec == VideoCodec.H264 ? H264_SPS : H265_SPS)) {
                return accessUnit;
            }
            // An access unit delimiter, where there is one, must stay first.
            if (insertAt < 0 && type != (codec == VideoCodec.H264 ? H264_AUD : H265_AUD)) {
                insertAt = startOf(accessUnit, nal);
            }
            if (isSlice(type, codec)) {
                break;
            }
        }
        return insertAt < 0 ? accessUnit : insert(accessUnit, insertAt, parameterSets);
    }

    /** Returns what stands before an H.264 access unit's first slice, without messages: its parameter sets. */
    static byte[] of(byte[] h264AccessUnit) {
        ByteArrayOutputStream sets = new ByteArrayOutputStream();
        int nal = nextNal(h264AccessUnit, 0);
        while (nal >= 0) {
            int next = nextNal(h264AccessUnit, nal + 3);
            int type = type(h264AccessUnit, nal + 3, VideoCodec.H264);
            if (type == H264_SPS || type == H264_PPS) {
                int end = next < 0 ? h264AccessUnit.length : startOf(h264AccessUnit, next);
                sets.write(0); // four bytes of start code before parameter sets (annex B.1.2)
                sets.write(h264AccessUnit, nal, end - nal);
            }
            nal = next;
        }
        return sets.toByteArray();
    }

    /** Returns the index of the next 00 00 01 at or after an index, or -1; only ones with a byte behind them count. */
    static int nextNal(byte[] data, int from) {
        for (int i = from; i + 3 < data.length; i++) {
            if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
                return i;
            }
        }
        return -1;
    }

    private static int startOf(byte[] data, int startCode) {
        boolean fourBytes = startCode > 0 && data[startCode - 1] == 0;
        return fourBytes ? startCode - 1 : startCode;
    }

    static int type(byte[] data, int header, VideoCodec codec) {
        return codec == VideoCodec.H264 ? data[header] & 0x1F : (data[header] >> 1) & 0x3F;
    }

    private static boolean isSlice(int type, VideoCodec codec) {
        return codec == VideoCodec.H264 ? type >= 1 && type <= H264_LAST_SLICE_TYPE : type <= H265_LAST_SLICE_TYPE;
    }

    private static byte[] insert(byte[] data, int at, byte[] inserted) {
        byte[] whole = Arrays.copyOf(data, data.length + inserted.length);
        System.arraycopy(inserted, 0, whole, at, inserted.length);
        System.arraycopy(data, at, whole, at + inserted.length, data.length - at);
        return whole;
    }
}
