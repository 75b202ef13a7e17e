package io.streetward.announce;

/**
 * What a loudspeaker needs a clip to be.
 *
 * @param sampleRateHz samples per second
 * @param gainDb louder or softer than the site's loudness, {@link #SOFTEST_DB}..{@link #LOUDEST_DB}; the true peak stays
 *     below its ceiling all the same
 */
public record ClipForm(int sampleRateHz, double gainDb) {
    /** Softer than this nobody hears it. */
    public static final double SOFTEST_DB = -40;

    /** Louder than this only a limiter would be heard: turn up the amplifier. */
    public static final double LOUDEST_DB = 6;

    public ClipForm {
        if (sampleRateHz <= 0 || !(gainDb >= SOFTEST_DB && gainDb <= LOUDEST_DB)) {
            throw new IllegalArgumentException("sound of " + sampleRateHz + " Hz with a gain of " + gainDb
                    + " dB: expected a positive rate and " + SOFTEST_DB + " to " + LOUDEST_DB + " dB");
        }
    }
}
