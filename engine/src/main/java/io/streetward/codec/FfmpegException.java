package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_OTHER_4XX;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_SERVER_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** FFmpeg refused something. Carries FFmpeg's own error code so that callers can tell refusals apart. */
public class FfmpegException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Linux's EPROTONOSUPPORT, which the bindings do not carry: the server has no transport that we asked for. */
    private static final int AVERROR_EPROTONOSUPPORT = -93;

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

    /** The time allowed was over. */
    public boolean timedOut() {
        return code == AVERROR_EXIT;
    }

    /** The server answered, but not with what was asked for: another transport may do. */
    public boolean refused() {
        return code == AVERROR_HTTP_OTHER_4XX
                || code == AVERROR_HTTP_SERVER_ERROR
                || code == AVERROR_INVALIDDATA
                || code == AVERROR_EPROTONOSUPPORT;
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
