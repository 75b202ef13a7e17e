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
    private static final Pattern MANDARIN_NAME = Pattern.compile("(?:cmn|zh)(?:-latn-pinyin)?(?![A-Za-z0-9-])");
    private static final Pattern CHARACTERS_NAME = Pattern.compile("(?:yue|hak|ja)(?![A-Za-z0-9])");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+-]{0,63}");

    /** British English, a little slower than talk. */
    public static final Voice ENGLISH = new Voice("en", 150);

    /**
     * Mandarin from pinyin with tone numbers ({@code ni3 hao3}). espeak-ng's other Mandarin voice, fed with characters,
     * reads them wrongly.
     */
    public static final Voice MANDARIN_PINYIN = new Voice("cmn-latn-pinyin", 150);

    /**
     * Mandarin from Chinese characters, which {@link Pronunciation} turns into pinyin. Just under four syllables a second,
     * pauses included: news is read at four to five, and a street echoes.
     */
    public static final Voice MANDARIN = new Voice("cmn", 175);

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

    /** Whether it speaks Mandarin: {@code cmn}, {@code zh}, {@code cmn-latn-pinyin}, each also as {@code cmn+f3}. */
    public boolean isMandarin() {
        return MANDARIN_NAME.matcher(name).lookingAt();
    }

    /** Whether it has no idea of Chinese characters. */
    boolean isLatin() {
        return !isMandarin() && !CHARACTERS_NAME.matcher(name).lookingAt();
    }

    /** The name that espeak-ng is given: its Mandarin voice for characters reads them wrongly. */
    String espeakName() {
        return MANDARIN_NAME.matcher(name).replaceFirst("cmn-latn-pinyin");
    }
}
