package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** FFmpeg refused something. Carries FFmpeg's own error code so that callers can tell refusals apart. */
public class FfmpegException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int code;

    public FfmpegException(String what, int code) {
        super(what + ": " + describe(code));
        this.code = code;
    }

    private FfmpegException(int code, String message) {
        super(message);
        this.code = code;
    }

    static FfmpegException timedOut(String what, Duration limit) {
        return new FfmpegException(AVERROR_EXIT, what + ": nothing came within " + limit.toMillis() + " ms");
    }

    /** The server wants other credentials, or any at all (401, 403). */
    public boolean unauthorised() {
        return code == AVERROR_HTTP_UNAUTHORIZED || code == AVERROR_HTTP_FORBIDDEN;
    }

    /** Negative: an {@code AVERROR} value. */
    public int code() {
        return code;
    }

    static int check(int result, String what) throws FfmpegException {
        if (result < 0) {
            throw new FfmpegException(what, result);
        }
        return result;
    }

    private static String describe(int code) {
        byte[] text = new byte[256];
        av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }
}
