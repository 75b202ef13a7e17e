package io.streetward.announce;

import io.streetward.announce.SpeechTemplate.Slot;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * The words that ship, in Chinese and in English, for each kind of event: greeting, who speaks, the exact place and conduct,
 * the request with an alternative, thanks. They stand in {@code wording_zh.properties} and {@code wording_en.properties}.
 */
public final class StandardWording {
    /** What the words are about. */
    public enum Conduct {
        /** A motor vehicle parked illegally. */
        PARKING,
        /** Bicycles and scooters left where they may not. */
        NON_MOTOR_PARKING,
        /** Somebody sells where that is not permitted. */
        VENDING,
        /** A shop's goods beyond its threshold. */
        SHOP_OVERFLOW,
        /** Something dropped on the road. */
        SPILLAGE
    }

    /** In which language. */
    public enum Language {
        CHINESE("zh"),
        ENGLISH("en");

        private final String code;

        Language(String code) {
            this.code = code;
        }

        /** The language of a voice: Chinese for Mandarin ones, else English. */
        public static Language of(Voice voice) {
            return voice.isMandarin() ? CHINESE : ENGLISH;
        }

        /** The language by its code, {@code zh} or {@code en}. */
        public static Language of(String code) {
            return code.equals(CHINESE.code) ? CHINESE : ENGLISH;
        }

        /** Who speaks it, unless another voice is asked for. */
        public Voice voice() {
            return this == CHINESE ? Voice.MANDARIN : Voice.ENGLISH;
        }
    }

    private final Properties words = new Properties();

    /** The words of one language. */
    public StandardWording(Language language) {
        String name = "wording_" + language.code + ".properties";
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(StandardWording.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8)) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is missing from the build", e);
        }
    }

    /** The whole announcement, with slots. */
    public String text(Conduct conduct) {
        return word(conduct, "text");
    }

    /** What fills {@link Slot#CONDUCT}. */
    public String conduct(Conduct conduct) {
        return word(conduct, "conduct");
    }

    /** What fills {@link Slot#ALTERNATIVE} where the place names none. */
    public String alternative(Conduct conduct) {
        return word(conduct, "alternative");
    }

    /** What fills {@link Slot#WHO} where the site does not say. */
    public String who() {
        return get("who");
    }

    /** What fills {@link Slot#PLACE} where the place has no name. */
    public String unnamedPlace() {
        return get("place");
    }

    /** A pattern for the local time in {@link Slot#TIME}, as {@link java.time.format.DateTimeFormatter} takes it. */
    public String timePattern() {
        return get("time");
    }

    private String word(Conduct conduct, String what) {
        return get(conduct.name().toLowerCase(Locale.ROOT) + "." + what);
    }

    private String get(String key) {
        return Objects.requireNonNull(words.getProperty(key), key);
    }
}
