package io.streetward.announce;

import java.util.regex.Pattern;

/**
 * Who speaks, and how fast.
 *
 * @param name of an espeak-ng voice; {@code espeak-ng --voices} lists them
 * @param wordsPerMinute 80..450; a horn in the street wants it slow
 */
public record Voice(String name, int wordsPerMinute) {
    // Before the constants below, whose construction needs it.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+-]{0,63}");

    /** British English, a little slower than talk. */
    public static final Voice ENGLISH = new Voice("en", 150);

    /**
     * Mandarin from pinyin with tone numbers ({@code ni3 hao3}). espeak-ng's other Mandarin voice, fed with characters,
     * reads them wrongly.
     */
    public static final Voice MANDARIN_PINYIN = new Voice("cmn-latn-pinyin", 150);

    public Voice {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("voice \"" + name
                    + "\": expected the name of an espeak-ng voice, such as \"en\" (espeak-ng --voices lists them)");
        }
        if (wordsPerMinute < 80 || wordsPerMinute > 450) {
            throw new IllegalArgumentException(
                    "voice " + name + ": " + wordsPerMinute + " words per minute, expected 80 to 450");
        }
    }
}
