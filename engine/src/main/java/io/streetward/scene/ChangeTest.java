package io.streetward.scene;

import java.util.Arrays;

/**
 * Whether a pixel shows something else than usual, whatever the light. Brightness is compared as detail, that is against
 * its surroundings, scaled by how much the surroundings became brighter or darker: a cloud or a shadow changes both alike.
 * Colour is compared as it is, scaled likewise.
 */
final class ChangeTest {
    /** Below this the quotient of two brightnesses is mostly noise. */
    private static final float DARK = 12f;

    private static final float LEAST_GAIN = 0.25f;
    private static final float GREATEST_GAIN = 4f;

    /** Grey levels the two colour differences together may wander: codecs keep colour at a quarter of the pixels. */
    private static final float LEAST_COLOUR = 16f;

    /** A vehicle's side differs from the road by more than this; clouds and exposure change both. */
    private static final float OTHER_LIGHT = 1.3f;

    /** A sample of some thousand pixels tells a median. */
    private static final int SAMPLE_STEP = 61;

    private final float leastContrast;
    private final float noiseFactor;
    private final float allowedColour;
    private final UsualLook usual;
    private final Expected expected;
    private float medianGain = 1;
    private float redShift;
    private float blueShift;

    ChangeTest(SceneSettings settings, UsualLook usual, Expected expected) {
        this.leastContrast = (float) settings.leastContrast();
        this.noiseFactor = (float) settings.noiseFactor();
        this.allowedColour = LEAST_COLOUR * (float) settings.chromaFactor();
        this.usual = usual;
        this.expected = expected;
    }

    /** Measures by how much the whole picture's colours have moved: white balance, lamps. */
    void adaptTo(Look look) {
        medianGain = medianGain(look);
        redShift = medianShift(look, look.red, expected.red);
        blueShift = medianShift(look, look.blue, expected.blue);
    }

    /** By how much a pixel differs, as a multiple of what is allowed; 1 and more is a change. */
    float strength(Look look, int i) {
        float gain = gain(look, i);
        float off = offDetail(look, i, gain);
        float contrast = off / Math.max(leastContrast, noiseFactor * usual.noise[i]);
        return Math.max(contrast, offColour(look, i, gain) / allowedColour);
    }

    /** By how many grey levels the detail lies outside what one pixel around explains. */
    float offDetail(Look look, int i) {
        return offDetail(look, i, gain(look, i));
    }

    /** Whether the surroundings are as bright as those elsewhere in the picture let expect: no large thing is in front. */
    boolean isLitAsUsual(Look look, int i) {
        float against = gain(look, i) / medianGain;
        return against > 1 / OTHER_LIGHT && against < OTHER_LIGHT;
    }

    private float offDetail(Look look, int i, float gain) {
        float detail = Look.at(look.detail, i) - 128f;
        float low = (Look.at(expected.detailLow, i) - 128f) * gain;
        float high = (Look.at(expected.detailHigh, i) - 128f) * gain;
        return Math.max(0, Math.max(detail - high, low - detail));
    }

    private float offColour(Look look, int i, float gain) {
        return outside(Look.at(look.red, i) - redShift, expected.redLow, expected.redHigh, i, gain)
                + outside(Look.at(look.blue, i) - blueShift, expected.blueLow, expected.blueHigh, i, gain);
    }

    private static float outside(float value, byte[] low, byte[] high, int i, float gain) {
        // Dark colours are pale: between the usual colour and the one scaled by the light, all is as expected.
        float usualLow = Look.at(low, i) - 128f;
        float usualHigh = Look.at(high, i) - 128f;
        float lowest = 128 + Math.min(usualLow, usualLow * gain);
        float highest = 128 + Math.max(usualHigh, usualHigh * gain);
        return Math.max(0, Math.max(value - highest, lowest - value));
    }

    /** How much brighter the surroundings are than usual. */
    private float gain(Look look, int i) {
        float now = Look.at(look.luma, i) - Look.at(look.detail, i) + 128f;
        float then = Look.at(expected.luma, i) - Look.at(expected.detail, i) + 128f;
        return Math.max(LEAST_GAIN, Math.min(GREATEST_GAIN, (Math.max(0, now) + DARK) / (Math.max(0, then) + DARK)));
    }

    private float medianGain(Look look) {
        float[] gains = new float[look.size() / SAMPLE_STEP + 1];
        int n = 0;
        for (int i = 0; i < look.size(); i += SAMPLE_STEP) {
            if (!look.hidden[i]) {
                gains[n++] = gain(look, i);
            }
        }
        Arrays.sort(gains, 0, n);
        return n == 0 ? 1 : gains[n / 2];
    }

    private static float medianShift(Look look, byte[] now, byte[] then) {
        int[] counts = new int[511];
        int total = 0;
        for (int i = 0; i < look.size(); i += 7) {
            if (!look.hidden[i]) {
                counts[Look.at(now, i) - Look.at(then, i) + 255]++;
                total++;
            }
        }
        int below = 0;
        for (int level = 0; level < counts.length; level++) {
            below += counts[level];
            if (2 * below > total) {
                return level - 255f;
            }
        }
        return 0;
    }
}
