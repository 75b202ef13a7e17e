package io.streetward.ingest;

import io.streetward.media.MediaTime;
import io.streetward.media.PictureHealth;
import io.streetward.media.PictureLook;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a camera that sends also shows something.
 *
 * <p>Frozen is told from the bitstream, at the cost of a checksum: an encoder that is fed one picture again and again
 * gives the same keyframe each time and next to nothing between, while the noise of a live sensor never repeats. Pictures
 * that have been decoded anyway add to it through {@link PictureHealth}, and alone tell dark and covered ones. Any thread.
 */
public final class PictureWatch implements PictureHealth {
    /** A P-picture in which all is skipped has less; one with anything moving has more. */
    private static final int LEAST_NEWS_BYTES = 256;

    private static final int LEAST_NEWS_SHARE_OF_KEYFRAME = 50;
    private static final int REPEATED_KEYFRAMES = 2;
    private static final int REPEATED_PICTURES = 5;
    private static final int REPEATED_LOOKS = 3;

    /** Video range puts black at 16; a dark street at night has lamps in it and so a deviation far above this. */
    private static final double BLACK_LUMA = 24;

    private static final double BLANK_DEVIATION = 4;

    /** A GOP may be twice as long as the longest lately before its end is missed. */
    private static final int GOPS = 2;

    private final Duration keyframeTimeout;
    private final Duration pictureTimeout;
    private final LongSupplier nanoTime;

    private long keyframeNanos;
    private long gopNanos;
    private boolean hadKeyframe;

    private long newsNanos;
    private long lastSignature;
    private long lastKeySignature;
    private int lastKeyBytes;
    private int repeatedKeyframes;
    private int repeatedPictures;

    private @Nullable PictureLook lastLook;
    private long lookNewsNanos;
    private int repeatedLooks;
    private int blankLooks;
    private long blankNanos;

    /** What is wrong with the pictures; {@link #reason} for an operator. */
    record Verdict(StreamState.Phase phase, String reason) {}

    /**
     * A watch over one stream.
     *
     * @param keyframeTimeout time without a keyframe after which that is reported
     * @param pictureTimeout time without a change after which the picture counts as frozen; blank ones count after half
     */
    public PictureWatch(Duration keyframeTimeout, Duration pictureTimeout) {
        this(keyframeTimeout, pictureTimeout, System::nanoTime);
    }

    PictureWatch(Duration keyframeTimeout, Duration pictureTimeout, LongSupplier nanoTime) {
        this.keyframeTimeout = keyframeTimeout;
        this.pictureTimeout = pictureTimeout;
        this.nanoTime = nanoTime;
    }

    /** A new connection; what was seen before it says nothing about it. */
    synchronized void connected() {
        long now = nanoTime.getAsLong();
        keyframeNanos = now;
        hadKeyframe = false;
        news(now);
        lastLook = null;
        repeatedLooks = 0;
        blankLooks = 0;
    }

    /** Takes note of an access unit. */
    synchronized void received(boolean keyframe, byte[] payload) {
        long now = nanoTime.getAsLong();
        long signature = signature(payload);
        if (keyframe) {
            gopNanos = hadKeyframe ? Math.max(now - keyframeNanos, gopNanos / 2) : gopNanos;
            hadKeyframe = true;
            keyframeNanos = now;
            if (signature == lastKeySignature) {
                repeatedKeyframes++;
            } else {
                news(now);
            }
            lastKeySignature = signature;
            lastKeyBytes = payload.length;
        } else if (signature == lastSignature) {
            repeatedPictures++;
        } else if (payload.length > Math.max(LEAST_NEWS_BYTES, lastKeyBytes / LEAST_NEWS_SHARE_OF_KEYFRAME)) {
            news(now);
        }
        lastSignature = signature;
    }

    @Override
    public synchronized void look(MediaTime pts, PictureLook look) {
        long now = nanoTime.getAsLong();
        boolean blank = look.lumaDeviation() < BLANK_DEVIATION;
        blankNanos = blank && blankLooks == 0 ? now : blankNanos;
        blankLooks = blank ? blankLooks + 1 : 0;
        boolean same = lastLook != null && lastLook.fingerprint() == look.fingerprint();
        lookNewsNanos = same ? lookNewsNanos : now;
        repeatedLooks = same ? repeatedLooks + 1 : 0;
        lastLook = look;
    }

    /** What is wrong now; null when nothing is. */
    synchronized @Nullable Verdict verdict() {
        long now = nanoTime.getAsLong();
        if (now - keyframeNanos > keyframeLimitNanos()) {
            return new Verdict(
                    StreamState.Phase.NO_KEYFRAME,
                    "no keyframe for " + seconds(keyframeLimitNanos())
                            + " s; set the camera's keyframe interval to 2 s");
        }
        if (blankLooks >= 2 && now - blankNanos > pictureTimeout.toNanos() / 2) {
            boolean dark = lastLook != null && lastLook.meanLuma() < BLACK_LUMA;
            return new Verdict(
                    StreamState.Phase.BLACK_PICTURE,
                    dark ? "the picture is black" : "the picture is blank; is the lens covered?");
        }
        if (now - newsNanos > pictureTimeout.toNanos() && standsStill(now)) {
            return new Verdict(StreamState.Phase.FROZEN_PICTURE, "the same picture comes again and again");
        }
        return null;
    }

    /** Whether a keyframe is so late that a new connection should ask for one. */
    synchronized boolean keyframeOverdue(Duration patience) {
        return nanoTime.getAsLong() - keyframeNanos > keyframeLimitNanos() + patience.toNanos();
    }

    private boolean standsStill(long now) {
        boolean bitsRepeat = repeatedKeyframes >= REPEATED_KEYFRAMES || repeatedPictures >= REPEATED_PICTURES;
        boolean looksRepeat = repeatedLooks >= REPEATED_LOOKS && now - lookNewsNanos > pictureTimeout.toNanos();
        return bitsRepeat || looksRepeat;
    }

    private long keyframeLimitNanos() {
        return Math.max(keyframeTimeout.toNanos(), GOPS * gopNanos);
    }

    private void news(long now) {
        newsNanos = now;
        repeatedKeyframes = 0;
        repeatedPictures = 0;
    }

    /**
     * Tells one picture's data from another's. The first half is left out: it holds the slice header, which counts on
     * while the picture stands.
     */
    private static long signature(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload, payload.length / 2, payload.length - payload.length / 2);
        return (long) payload.length << 32 | crc.getValue();
    }

    private static long seconds(long nanos) {
        return nanos / 1_000_000_000;
    }
}
