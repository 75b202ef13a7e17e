package io.streetward.announce;

import io.streetward.announce.mandarin.MandarinReader;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes text the way espeak-ng reads it right: Chinese as tone pinyin for a Mandarin voice, Chinese names as plain pinyin
 * for any other, and plates, dates and long numbers in English one by one. Immutable, from any thread.
 */
public final class Pronunciation {
    private static final Pattern HANZI = Pattern.compile("[\\p{IsHan}]+");
    private static final Pattern DATE = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");
    private static final Pattern CODE = Pattern.compile("\\b(?:(?=[A-Z]*\\d)(?=\\d*[A-Z])[A-Z0-9]{3,}|\\d{5,})\\b");

    private final MandarinReader mandarin;

    /**
     * Ours, and a site's own.
     *
     * @param own pinyin with tone numbers, by word
     * @throws IllegalArgumentException when one of them is no pinyin with tone numbers
     */
    public Pronunciation(Map<String, String> own) {
        this.mandarin = new MandarinReader(own);
    }

    /**
     * What the voice is given.
     *
     * @throws ClipException when a character has no known reading
     */
    String written(String text, Voice voice) throws ClipException {
        try {
            if (voice.isMandarin()) {
                // Text without a Chinese character is pinyin already.
                return MandarinReader.hasHanzi(text) ? mandarin.pinyin(text) : text;
            }
            return voice.isLatin() ? latin(text) : text;
        } catch (IllegalArgumentException e) {
            throw new ClipException("the text cannot be read aloud: " + e.getMessage(), e);
        }
    }

    private String latin(String text) {
        String named = HANZI.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(
                        " " + mandarin.pinyin(m.group()).replaceAll("[1-5]", "") + " "));
        String dated = DATE.matcher(named).replaceAll("$1, $2, $3");
        return CODE.matcher(dated).replaceAll(m -> String.join(" ", m.group().split("(?<=.)")));
    }
}
