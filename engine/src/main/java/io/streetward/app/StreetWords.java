package io.streetward.app;

import io.streetward.announce.ClipSource;
import io.streetward.announce.Manner;
import io.streetward.announce.SpeechTemplate;
import io.streetward.announce.SpeechTemplate.Slot;
import io.streetward.announce.StandardWording;
import io.streetward.announce.StandardWording.Conduct;
import io.streetward.announce.StandardWording.Language;
import io.streetward.announce.Voice;
import io.streetward.announce.mandarin.MandarinReader;
import io.streetward.config.StreetwardConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said at one zone: the configured recording or words, or those that ship, with what the zone fills in. */
final class StreetWords {
    private static final String SHIPPED = "default";

    private final @Nullable Path recording;
    private final @Nullable SpeechTemplate template;
    private final Voice voice;
    private final Manner manner;
    private final Map<Slot, String> values = new EnumMap<>(Slot.class);
    private final DateTimeFormatter time;

    private StreetWords(
            @Nullable Path recording,
            @Nullable SpeechTemplate template,
            Voice voice,
            Manner manner,
            StandardWording wording,
            ZoneId timeZone) {
        this.recording = recording;
        this.template = template;
        this.voice = voice;
        this.manner = manner;
        this.time =
                DateTimeFormatter.ofPattern(wording.timePattern(), Locale.ROOT).withZone(timeZone);
    }

    /**
     * The words of a zone whose rule has an announcement of this key.
     *
     * @throws StartupException when its text has a slot that does not exist
     */
    static StreetWords of(String key, StreetwardConfig config, StreetwardConfig.Zone zone) throws StartupException {
        StreetwardConfig.Announcement own = config.announcements().get(key);
        Conduct conduct = conduct(zone);
        try {
            StreetWords words = own == null
                    ? shipped(key, config, conduct)
                    : configured(key, own, config.site().timeZone());
            words.fill(config.sound().speaksFor(), zone, conduct);
            return words;
        } catch (IllegalArgumentException e) {
            throw new StartupException("announcements." + key + ": " + e.getMessage(), e);
        }
    }

    /** Whether it is another text each time, so that no clip of it can be made ahead. */
    boolean dependOnTheMoment() {
        return template != null && template.slots().contains(Slot.TIME);
    }

    /** What to make the sound from. */
    ClipSource at(Instant moment) {
        Optional<ClipSource.Spoken> spoken = Optional.ofNullable(template).map(words -> {
            Map<Slot, String> filled = new EnumMap<>(values);
            filled.put(Slot.TIME, time.format(moment));
            return new ClipSource.Spoken(words.fill(filled), voice, manner);
        });
        if (recording == null) {
            return spoken.orElseThrow();
        }
        String text = spoken.map(ClipSource.Spoken::text).orElse("(recorded) " + recording);
        return new ClipSource.Recorded(recording, text, spoken, manner);
    }

    private static StreetWords shipped(String key, StreetwardConfig config, Conduct conduct) {
        String code = key.equals(SHIPPED) ? config.sound().language() : key.substring(SHIPPED.length() + 1);
        Language language = Language.of(code);
        StandardWording wording = new StandardWording(language);
        return new StreetWords(
                null,
                SpeechTemplate.parse(wording.text(conduct)),
                language.voice(),
                new Manner(key, true),
                wording,
                config.site().timeZone());
    }

    private static StreetWords configured(String key, StreetwardConfig.Announcement own, ZoneId timeZone) {
        String text = own.text();
        String named = own.voice();
        Voice usual = text != null && MandarinReader.hasHanzi(text) ? Voice.MANDARIN : Voice.ENGLISH;
        Voice voice = new Voice(named == null ? usual.name() : named, own.wordsPerMinute());
        return new StreetWords(
                own.clip() == null ? null : Path.of(own.clip()),
                text == null ? null : SpeechTemplate.parse(text),
                voice,
                new Manner(key, own.gong()),
                new StandardWording(Language.of(voice)),
                timeZone);
    }

    private void fill(@Nullable String speaksFor, StreetwardConfig.Zone zone, Conduct conduct) {
        StandardWording wording = new StandardWording(Language.of(voice));
        String unnamed = voice.isMandarin() ? wording.unnamedPlace() : zone.id();
        String alternative = zone.alternative();
        values.put(Slot.WHO, speaksFor == null ? wording.who() : speaksFor);
        values.put(Slot.PLACE, zone.name().isBlank() ? unnamed : zone.name());
        values.put(Slot.CONDUCT, wording.conduct(conduct));
        values.put(Slot.ALTERNATIVE, alternative == null ? wording.alternative(conduct) : alternative);
    }

    private static Conduct conduct(StreetwardConfig.Zone zone) {
        if (zone.rule() instanceof StreetwardConfig.Vending vending) {
            return vending.threshold() == null ? Conduct.VENDING : Conduct.SHOP_OVERFLOW;
        }
        if (zone.rule() instanceof StreetwardConfig.Parking parking) {
            return parking.vehicles().contains("two_wheeler") ? Conduct.NON_MOTOR_PARKING : Conduct.PARKING;
        }
        return Conduct.SPILLAGE;
    }
}
