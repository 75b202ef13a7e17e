package io.streetward.app;

import io.streetward.announce.Announcer;
import io.streetward.announce.ClipException;
import io.streetward.announce.ClipSource;
import io.streetward.announce.SpeakerId;
import io.streetward.announce.SpeechTemplate;
import io.streetward.announce.SpeechTemplate.Slot;
import io.streetward.announce.Urgency;
import io.streetward.announce.Voice;
import io.streetward.cases.CaseFile;
import io.streetward.config.StreetwardConfig;
import io.streetward.media.StreamId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the words and the loudspeaker for a case. */
final class StreetVoice {
    private static final Logger LOG = LoggerFactory.getLogger(StreetVoice.class);
    private static final int WORDS_PER_MINUTE = 150;

    private record Place(StreamId camera, String zone) {}

    /** What is said at one place; the template is null for a recorded clip. */
    private record Line(
            SpeakerId speaker,
            @Nullable SpeechTemplate template,
            String conduct,
            String voice,
            @Nullable Path recording) {}

    private final Map<Place, Line> lines = new HashMap<>();
    private final Announcer announcer;
    private final ZoneId timeZone;

    /**
     * Reads the announcements of all zones.
     *
     * @throws StartupException when a text has a slot that does not exist
     */
    StreetVoice(StreetwardConfig config, Announcer announcer) throws StartupException {
        this.announcer = announcer;
        this.timeZone = config.site().timeZone();
        for (StreetwardConfig.Camera camera : config.cameras()) {
            for (StreetwardConfig.Zone zone : camera.zones()) {
                String key = zone.rule().announcement();
                if (key != null && camera.speaker() != null) {
                    lines.put(
                            new Place(new StreamId(camera.id()), zone.id()),
                            line(key, conduct(zone.rule()), config, new SpeakerId(camera.speaker())));
                }
            }
        }
    }

    /** Makes what does not depend on the moment ahead of time, so that the first case need not wait for it. */
    void prepare(StreetwardConfig config) {
        for (StreetwardConfig.Camera camera : config.cameras()) {
            for (StreetwardConfig.Zone zone : camera.zones()) {
                Line line = lines.get(new Place(new StreamId(camera.id()), zone.id()));
                if (line == null
                        || (line.template() != null && line.template().slots().contains(Slot.TIME))) {
                    continue;
                }
                try {
                    announcer.prepare(line.speaker(), source(line, named(zone.name(), zone.id()), Instant.EPOCH));
                } catch (ClipException e) {
                    LOG.warn(
                            "camera {}, zone {}: the announcement cannot be made: {}",
                            camera.id(),
                            zone.id(),
                            e.getMessage());
                }
            }
        }
    }

    /** Says what the case's zone has to say, if anything; returns at once. */
    void speakOf(CaseFile file) {
        Line line = lines.get(new Place(file.camera(), file.zone().id()));
        if (line != null) {
            announcer.announce(
                    file.id(),
                    line.speaker(),
                    source(
                            line,
                            named(file.zone().name(), file.zone().id()),
                            file.confirmed().at()),
                    Urgency.EVENT);
        }
    }

    private ClipSource source(Line line, String place, Instant at) {
        SpeechTemplate template = line.template();
        if (template == null) {
            Path recording = line.recording();
            return new ClipSource.Recorded(
                    recording == null ? Path.of("") : recording, "(recorded) " + recording, Optional.empty());
        }
        Map<Slot, String> values = new EnumMap<>(Slot.class);
        values.put(Slot.PLACE, place);
        values.put(Slot.CONDUCT, line.conduct());
        values.put(
                Slot.TIME,
                DateTimeFormatter.ofPattern("H:mm", Locale.ROOT)
                        .withZone(timeZone)
                        .format(at));
        return new ClipSource.Spoken(template.fill(values), new Voice(line.voice(), WORDS_PER_MINUTE));
    }

    private static String conduct(StreetwardConfig.ZoneRule rule) {
        if (rule instanceof StreetwardConfig.Vending vending) {
            return vending.threshold() == null
                    ? "selling where it is not permitted"
                    : "putting goods beyond the shop's threshold";
        }
        return rule instanceof StreetwardConfig.Spillage
                ? "dropping material on the road"
                : "stopping where it is not permitted";
    }

    private static Line line(String key, String conduct, StreetwardConfig config, SpeakerId speaker)
            throws StartupException {
        StreetwardConfig.Announcement said = config.announcements().get(key);
        if (said == null) {
            throw new StartupException("no announcement \"" + key + "\"");
        }
        String text = said.text();
        try {
            SpeechTemplate template = text == null ? null : SpeechTemplate.parse(text);
            if (template != null && template.slots().contains(Slot.ALTERNATIVE)) {
                throw new IllegalArgumentException(
                        "{alternative} cannot be filled in yet; write the alternative into the text");
            }
            return new Line(
                    speaker, template, conduct, said.voice(), said.clip() == null ? null : Path.of(said.clip()));
        } catch (IllegalArgumentException e) {
            throw new StartupException("announcements." + key + ": " + e.getMessage(), e);
        }
    }

    private static String named(String name, String id) {
        return name.isBlank() ? id : name;
    }
}
