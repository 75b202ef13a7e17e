package io.streetward.scene;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The long memory: how a place looks when nothing is there that was not there before. First the median of some looks, then
 * a running mean that follows the light, of uncovered and unchanged pixels only. For one thread.
 */
final class UsualLook {
    /** The noise of a pixel is followed three times as slowly as its look: it is made of rarer things. */
    private static final float NOISE_PACE = 1 / 3f;

    private static final float LEAST_NOISE = 1.5f;
    private static final float FIRST_NOISE = 2.5f;

    private final int learnLooks;
    private final double followsMs;
    private final float[] luma;
    private final float[] red;
    private final float[] blue;
    /** Standard deviation of a pixel's detail, grey levels. */
    final float[] noise;

    private byte @Nullable [] @Nullable [] samples;
    private int sampled;

    UsualLook(SceneSettings settings, int size) {
        this.learnLooks = settings.learnLooks();
        this.followsMs = settings.usualAfter().toMillis();
        luma = new float[size];
        red = new float[size];
        blue = new float[size];
        noise = new float[size];
        relearn();
    }

    boolean isLearnt() {
        return samples == null;
    }

    /** Forgets everything and begins anew. */
    void relearn() {
        samples = new byte[3 * learnLooks][];
        sampled = 0;
    }

    /** Takes a look into account while learning; returns whether the place is known now. */
    boolean learn(Look look) {
        byte[][] taken = samples;
        if (taken == null) {
            return true;
        }
        taken[sampled] = look.luma.clone();
        taken[learnLooks + sampled] = look.red.clone();
        taken[2 * learnLooks + sampled] = look.blue.clone();
        for (int i = 0; i < look.size(); i++) {
            if (look.hidden[i]) {
                taken[sampled][i] = 0; // black stands for unseen; true black is learnt as the next darkest
            } else if (taken[sampled][i] == 0) {
                taken[sampled][i] = 1;
            }
        }
        if (++sampled < learnLooks) {
            return false;
        }
        settle(taken);
        samples = null;
        return true;
    }

    private void settle(byte[][] taken) {
        int[] seen = new int[learnLooks];
        for (int i = 0; i < luma.length; i++) {
            int n = 0;
            for (int k = 0; k < learnLooks; k++) {
                if (taken[k][i] != 0) {
                    // Brightness first, then which look it was: sorted by brightness, the middle one's colours are
                    // known.
                    seen[n++] = (taken[k][i] & 0xff) << 8 | k;
                }
            }
            if (n == 0) {
                seen[n++] = 1 << 8;
            }
            Arrays.sort(seen, 0, n);
            int middle = seen[n / 2];
            luma[i] = middle >> 8;
            red[i] = Look.at(taken[learnLooks + (middle & 0xff)], i);
            blue[i] = Look.at(taken[2 * learnLooks + (middle & 0xff)], i);
            noise[i] = FIRST_NOISE;
        }
    }

    /**
     * Follows an unchanged pixel.
     *
     * @param share how far, 0..1, from {@link #share}
     * @param offDetail how far off its detail was, grey levels
     */
    void follow(Look look, int i, float share, float offDetail) {
        luma[i] += share * (Look.at(look.luma, i) - luma[i]);
        red[i] += share * (Look.at(look.red, i) - red[i]);
        blue[i] += share * (Look.at(look.blue, i) - blue[i]);
        // The mean distance of a normal variable is 0.8 standard deviations.
        noise[i] = Math.max(LEAST_NOISE, noise[i] + share * NOISE_PACE * (1.25f * offDetail - noise[i]));
    }

    /** How far an unchanged pixel is followed after some time without a look. */
    float share(int passedMs) {
        return (float) Math.min(1, passedMs / followsMs);
    }

    /** What a pixel looks like now is its usual look from here on. */
    void accept(NowLook now, int i) {
        luma[i] = Look.at(now.luma, i);
        red[i] = Look.at(now.red, i);
        blue[i] = Look.at(now.blue, i);
    }

    /** Writes the planes as bytes. */
    void write(byte[] lumaInto, byte[] redInto, byte[] blueInto) {
        for (int i = 0; i < luma.length; i++) {
            lumaInto[i] = (byte) Math.round(luma[i]);
            redInto[i] = (byte) Math.round(red[i]);
            blueInto[i] = (byte) Math.round(blue[i]);
        }
    }
}
