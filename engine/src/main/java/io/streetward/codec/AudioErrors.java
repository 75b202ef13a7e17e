package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** FFmpeg's error numbers as words. */
final class AudioErrors {
    private AudioErrors() {}

    static String text(int error) {
        byte[] text = new byte[128];
        av_strerror(error, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    static void check(int result, String what) throws AudioDecodeException {
        if (result < 0) {
            throw new AudioDecodeException(what + ": " + text(result));
        }
    }
}
