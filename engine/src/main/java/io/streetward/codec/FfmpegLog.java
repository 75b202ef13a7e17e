package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings FFmpeg's own messages into our log, at debug: what matters reaches callers as {@link FfmpegException}. FFmpeg has
 * one log per process, hence the one static in this package.
 */
final class FfmpegLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.streetward.codec.ffmpeg");
    private static final Pattern CREDENTIALS = Pattern.compile("://[^/@\\s]*@");

    /** Held so that the native side never calls a collected object. */
    private static final LogCallback BRIDGE = new Bridge();

    static {
        av_log_set_level(LOG.isDebugEnabled() ? AV_LOG_WARNING : AV_LOG_ERROR);
        setLogCallback(BRIDGE);
    }

    private FfmpegLog() {}

    /** Installs the bridge once, by loading this class. */
    static void install() {}

    private static final class Bridge extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            if (LOG.isDebugEnabled()) {
                String text = message.getString().strip();
                LOG.debug("{}", CREDENTIALS.matcher(text).replaceAll("://***@"));
            }
        }
    }
}
