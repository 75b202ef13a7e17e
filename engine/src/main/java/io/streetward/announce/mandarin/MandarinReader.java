package io.streetward.announce.mandarin;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.dictionary.py.Pinyin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads Chinese text aloud in pinyin, for a voice that cannot read characters: {@code 银行} {@code yin2 hang2}.
 *
 * <p>A site's own words come first, then ours, then HanLP's dictionary of phrases. Figures are read as people read them
 * ({@link MandarinNumbers}), Latin letters one by one by their names, and the tones of 不 and 一 follow their neighbours.
 * What is between two pauses is one line of thought; pauses are a comma, a stop or the like. Immutable, from any thread; the
 * first reading of a process loads the dictionary, which takes a second.
 */
public final class MandarinReader {
    private static final String COMMAS = "，,、（）()《》「」“”\"…—–―";
    private static final String STOPS = "。.\n\r";
    private static final String OTHERS = "!！?？;；:：";
    private static final String OTHERS_ASCII = "!!??;;::";

    private final PronouncedWords words;

    /**
     * A reader.
     *
     * @param pronunciations a site's own words: pinyin with tone numbers, by word, such as 单县: shan4 xian4
     * @throws IllegalArgumentException when one of them is no pinyin with tone numbers
     */
    public MandarinReader(Map<String, String> pronunciations) {
        this.words = new PronouncedWords(pronunciations);
    }

    /** Whether there are Chinese characters in it. */
    public static boolean hasHanzi(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }

    /**
     * The reading, syllables and letters divided by spaces, punctuation in ASCII.
     *
     * @throws IllegalArgumentException when a character has no known reading
     */
    public String pinyin(String text) {
        Reading reading = new Reading();
        int pieceFrom = 0;
        int at = 0;
        while (at < text.length()) {
            Optional<PronouncedWords.Found> word = words.at(text, at);
            if (word.isPresent()) {
                reading.add(text.substring(pieceFrom, at));
                reading.add(word.get().syllables());
                at += word.get().length();
                pieceFrom = at;
            } else {
                at++;
            }
        }
        reading.add(text.substring(pieceFrom));
        return reading.finish();
    }

    /** One text being read; a breath is what no pause divides. */
    private static final class Reading {
        private final StringBuilder read = new StringBuilder();
        private final List<Syllable> breath = new ArrayList<>();

        void add(List<Syllable> syllables) {
            breath.addAll(syllables);
        }

        void add(String piece) {
            String text = MandarinNumbers.inCharacters(piece);
            int at = 0;
            while (at < text.length()) {
                int end = at;
                while (end < text.length() && Character.isIdeographic(text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                if (end > at) {
                    addHanzi(text.substring(at, end));
                    at = end;
                } else {
                    addOther(text.charAt(at++));
                }
            }
        }

        String finish() {
            endBreath();
            return read.toString();
        }

        private void addHanzi(String run) {
            List<Pinyin> syllables = HanLP.convertToPinyinList(run);
            for (int i = 0; i < run.length(); i++) {
                if (syllables.size() != run.length() || syllables.get(i) == Pinyin.none5) {
                    throw new IllegalArgumentException(
                            "no reading known for \"" + Character.toString(run.codePointAt(i))
                                    + "\"; give one under sound.pronunciations, in pinyin with tone numbers");
                }
                breath.add(new Syllable(run.charAt(i), syllables.get(i).toString()));
            }
        }

        private void addOther(char c) {
            if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
                breath.add(new Syllable(Syllable.FIXED, String.valueOf(Character.toUpperCase(c))));
            } else if (COMMAS.indexOf(c) >= 0) {
                pause(',');
            } else if (STOPS.indexOf(c) >= 0) {
                pause('.');
            } else if (OTHERS.indexOf(c) >= 0) {
                pause(OTHERS_ASCII.charAt(OTHERS.indexOf(c)));
            }
        }

        private void pause(char mark) {
            endBreath();
            boolean spoken = !read.isEmpty() && Character.isLetterOrDigit(read.charAt(read.length() - 1));
            if (spoken) {
                read.append(mark);
            }
        }

        private void endBreath() {
            if (breath.isEmpty()) {
                return;
            }
            ToneSandhi.apply(breath);
            if (!read.isEmpty()) {
                read.append(' ');
            }
            read.append(breath.stream().map(Syllable::pinyin).collect(Collectors.joining(" ")));
            breath.clear();
        }
    }
}
