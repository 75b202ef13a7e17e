package io.streetward.announce.mandarin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Words whose reading is given, the longest first where several begin at one place. Immutable. */
final class PronouncedWords {
    private static final Pattern SYLLABLES =
            Pattern.compile("(?:[a-zü:]{1,7}[1-5]|[A-Z])(?:\\s+(?:[a-zü:]{1,7}[1-5]|[A-Z]))*");

    private final Map<String, List<Syllable>> words = new HashMap<>();
    private int longest;

    record Found(int length, List<Syllable> syllables) {}

    /**
     * The product's words, and a site's own before them.
     *
     * @param own pinyin with tone numbers, by word
     * @throws IllegalArgumentException when a reading is no pinyin with tone numbers
     */
    PronouncedWords(Map<String, String> own) {
        shipped().forEach(this::add);
        own.forEach(this::add);
    }

    /** The longest word that begins at {@code at}. */
    Optional<Found> at(String text, int at) {
        for (int length = Math.min(longest, text.length() - at); length > 0; length--) {
            List<Syllable> syllables = words.get(text.substring(at, at + length));
            if (syllables != null) {
                return Optional.of(new Found(length, syllables));
            }
        }
        return Optional.empty();
    }

    private void add(String word, String reading) {
        if (word.isBlank() || !SYLLABLES.matcher(reading.strip()).matches()) {
            throw new IllegalArgumentException("pronunciation \"" + reading + "\" of \"" + word
                    + "\": expected pinyin with the tone's number after each syllable, such as shan4 xian4");
        }
        String spelled = reading.strip().replace("u:", "v").replace('ü', 'v');
        words.put(
                word.strip(),
                Pattern.compile("\\s+")
                        .splitAsStream(spelled)
                        .map(syllable -> new Syllable(Syllable.FIXED, syllable))
                        .toList());
        longest = Math.max(longest, word.strip().length());
    }

    private static Map<String, String> shipped() {
        Map<String, String> words = new HashMap<>();
        try (InputStream in = PronouncedWords.class.getResourceAsStream("words.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .forEach(line -> {
                        int gap = line.indexOf(' ');
                        words.put(line.substring(0, gap), line.substring(gap + 1));
                    });
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("words.txt is missing from the build", e);
        }
    }
}
