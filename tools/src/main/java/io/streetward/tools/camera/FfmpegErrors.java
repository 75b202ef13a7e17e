package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

/** FFmpeg's error codes in words. */
final class FfmpegErrors {
    private static final int MAX_LENGTH = 128;

    private FfmpegErrors() {}

    static String describe(int code) {
        byte[] text = new byte[MAX_LENGTH];
        av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, UTF_8);
    }

    /** Does nothing when a call succeeded; otherwise says what was being done. */
    static void check(int code, String doing) throws CameraException {
        if (code < 0) {
            throw new CameraException(doing + ": " + describe(code));
        }
    }
}
