package io.streetward.scene;

import java.util.Arrays;

/**
 * The short memory: what each pixel looks like now, how long it has been so, and since when it differs from the usual look.
 * All in media time, so that the number of looks does not matter. For one thread.
 */
final class NowLook {
    /** No one look speaks for more time than this: between two keyframes of an ordinary camera. */
    private static final int LOOK_WORTH_MS = 2_500;

    /** A pixel of a thing that stands moves by codec noise only. */
    private static final double SAME_DETAIL = 8;

    private static final double SAME_NOISES = 4;
    private static final double SAME_COLOUR = 12;

    /** Something that covers a lasting change for longer than this, without being followed, is what lasts from then on. */
    private static final int REPLACED_AFTER_MS = 5_000;

    final byte[] luma;
    final byte[] red;
    final byte[] blue;
    private final byte[] detail;
    /** Milliseconds it has lasted, up to {@link #lastsMs}. */
    private final short[] heldMs;

    private final short[] otherMs;
    /** Whether the change lasts: set when it has for long enough, unset when it was clean for long enough. */
    final boolean[] lasting;
    /** Numbers of looks: when the change began, and when the pixel was last seen as usual; -1 never. */
    final int[] changedAt;

    final int[] cleanAt;
    /** Whether this look showed the change that lasts. */
    final boolean[] shown;

    private final int lastsMs;
    private final double cleanRate;

    NowLook(SceneSettings settings, int size) {
        luma = new byte[size];
        red = new byte[size];
        blue = new byte[size];
        detail = new byte[size];
        heldMs = new short[size];
        otherMs = new short[size];
        lasting = new boolean[size];
        changedAt = new int[size];
        cleanAt = new int[size];
        shown = new boolean[size];
        Arrays.fill(cleanAt, -1);
        lastsMs = (int) settings.lastsAfter().toMillis();
        cleanRate = (double) lastsMs / settings.cleanAfter().toMillis();
    }

    /** Whether a pixel is as usual and has been for a while. */
    boolean isQuiet(int i) {
        return heldMs[i] == 0 && !lasting[i];
    }

    /** The pixel cannot be seen. */
    void skip(int i) {
        shown[i] = false;
    }

    void clean(Look look, int i, int number, int passedMs) {
        shown[i] = false;
        heldMs[i] = (short) Math.max(0, heldMs[i] - cleanRate * Math.min(LOOK_WORTH_MS, passedMs));
        otherMs[i] = 0;
        if (heldMs[i] == 0) {
            lasting[i] = false;
            cleanAt[i] = number;
            take(look, i, 0.5);
        }
    }

    void changed(Look look, int i, int number, int passedMs, double noise) {
        boolean same = isSame(look, i, noise);
        int worthMs = Math.min(LOOK_WORTH_MS, passedMs);
        if (same) {
            if (!lasting[i] && cleanAt[i] > changedAt[i]) {
                changedAt[i] = number; // so faint that it passes for the same as before it
            }
            heldMs[i] = (short) Math.min(lastsMs, heldMs[i] + worthMs);
            otherMs[i] = 0;
            take(look, i, 0.3);
            lasting[i] |= heldMs[i] >= lastsMs;
            shown[i] = true;
            return;
        }
        shown[i] = false;
        if (!lasting[i]) {
            heldMs[i] = 0;
            changedAt[i] = number;
            take(look, i, 1);
        } else if ((otherMs[i] += (short) worthMs) >= REPLACED_AFTER_MS) {
            otherMs[i] = 0;
            take(look, i, 1);
        }
    }

    /** Forgets a pixel's change. */
    void forget(int i) {
        heldMs[i] = 0;
        otherMs[i] = 0;
        lasting[i] = false;
        shown[i] = false;
    }

    boolean isSame(Look look, int i, double noise) {
        double colour =
                Math.abs(Look.at(look.red, i) - Look.at(red, i)) + Math.abs(Look.at(look.blue, i) - Look.at(blue, i));
        return Math.abs(Look.at(look.detail, i) - Look.at(detail, i)) <= Math.max(SAME_DETAIL, SAME_NOISES * noise)
                && colour <= SAME_COLOUR;
    }

    /** By how many grey levels a pixel is brighter or darker than usual. */
    int contrast(Expected usual, int i) {
        return Math.abs(Look.at(luma, i) - Look.at(usual.luma, i));
    }

    private void take(Look look, int i, double share) {
        luma[i] = mixed(luma, look.luma, i, share);
        red[i] = mixed(red, look.red, i, share);
        blue[i] = mixed(blue, look.blue, i, share);
        detail[i] = mixed(detail, look.detail, i, share);
    }

    private static byte mixed(byte[] old, byte[] fresh, int i, double share) {
        int from = old[i] & 0xff;
        return (byte) Math.round(from + share * ((fresh[i] & 0xff) - from));
    }
}
