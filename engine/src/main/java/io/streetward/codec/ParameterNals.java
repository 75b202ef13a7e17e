package io.streetward.codec;

import io.streetward.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Finds parameter sets in Annex B byte streams (ITU-T H.264 and H.265, annex B) without reading past the first slice. */
final class ParameterNals {
    private static final int START_CODE_BYTES = 3;

    private ParameterNals() {}

    /** Whether {@code bytes} begin with a start code; anything else is taken for length-prefixed NAL units. */
    static boolean isAnnexB(ByteBuffer bytes) {
        return bytes.remaining() > START_CODE_BYTES
                && bytes.get(0) == 0
                && bytes.get(1) == 0
                && (bytes.get(2) == 1 || (bytes.get(2) == 0 && bytes.get(3) == 1));
    }

    /** The parameter sets before the first slice, each without its start code; views into {@code annexB}. */
    static List<ByteBuffer> leading(VideoCodec codec, ByteBuffer annexB) {
        List<ByteBuffer> found = new ArrayList<>();
        int start = next(annexB, 0);
        while (start < annexB.limit()) {
            int type = type(codec, annexB.get(start));
            if (isSlice(codec, type)) {
                break;
            }
            int end = next(annexB, start);
            if (isParameterSet(codec, type)) {
                found.add(unpadded(annexB, start, end >= annexB.limit() ? annexB.limit() : end - START_CODE_BYTES));
            }
            start = end;
        }
        return found;
    }

    static int type(VideoCodec codec, byte firstByte) {
        return codec == VideoCodec.H264 ? firstByte & 0x1F : (firstByte >> 1) & 0x3F;
    }

    /** Sequence and picture parameter sets, and H.265's video parameter sets. */
    private static boolean isParameterSet(VideoCodec codec, int type) {
        return codec == VideoCodec.H264 ? type == 7 || type == 8 : type >= 32 && type <= 34;
    }

    private static boolean isSlice(VideoCodec codec, int type) {
        return codec == VideoCodec.H264 ? type >= 1 && type <= 5 : type <= 31;
    }

    /** Index of the byte after the next start code from {@code from} on; the limit when there is none. */
    private static int next(ByteBuffer bytes, int from) {
        for (int i = from; i + START_CODE_BYTES < bytes.limit(); i++) {
            if (bytes.get(i) == 0 && bytes.get(i + 1) == 0 && bytes.get(i + 2) == 1) {
                return i + START_CODE_BYTES;
            }
        }
        return bytes.limit();
    }

    /** Zeros at the end belong to the next start code, or are trailing_zero_8bits. */
    private static ByteBuffer unpadded(ByteBuffer bytes, int start, int end) {
        int last = end;
        while (last > start && bytes.get(last - 1) == 0) {
            last--;
        }
        return bytes.slice(start, last - start);
    }
}
