package io.streetward.app;

import io.streetward.announce.Announcer;
import io.streetward.announce.ClipException;
import io.streetward.announce.SpeakerId;
import io.streetward.announce.Urgency;
import io.streetward.cases.CaseFile;
import io.streetward.config.StreetwardConfig;
import io.streetward.media.StreamId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the words and the loudspeaker for a case. */
final class StreetVoice {
    private static final Logger LOG = LoggerFactory.getLogger(StreetVoice.class);

    private record Place(StreamId camera, String zone) {}

    /** What is said at one place, and where from. */
    private record Line(SpeakerId speaker, StreetWords words) {}

    private final Map<Place, Line> lines = new LinkedHashMap<>();
    private final Announcer announcer;

    /**
     * Reads the announcements of all zones.
     *
     * @throws StartupException when a text has a slot that does not exist
     */
    StreetVoice(StreetwardConfig config, Announcer announcer) throws StartupException {
        this.announcer = announcer;
        for (StreetwardConfig.Camera camera : config.cameras()) {
            for (StreetwardConfig.Zone zone : camera.zones()) {
                String key = zone.rule().announcement();
                if (key != null && camera.speaker() != null) {
                    lines.put(
                            new Place(new StreamId(camera.id()), zone.id()),
                            new Line(new SpeakerId(camera.speaker()), StreetWords.of(key, config, zone)));
                }
            }
        }
    }

    /** Makes what does not depend on the moment ahead of time, so that the first case need not wait for it. */
    void prepare() {
        lines.forEach((place, line) -> {
            if (line.words().dependOnTheMoment()) {
                return;
            }
            try {
                announcer.prepare(line.speaker(), line.words().at(Instant.EPOCH));
            } catch (ClipException e) {
                LOG.warn(
                        "camera {}, zone {}: nothing will be heard there: {}",
                        place.camera(),
                        place.zone(),
                        e.getMessage());
            }
        });
    }

    /** Says what the case's zone has to say, if anything; returns at once. */
    void speakOf(CaseFile file) {
        Line line = lines.get(new Place(file.camera(), file.zone().id()));
        if (line != null) {
            announcer.announce(
                    file.id(), line.speaker(), line.words().at(file.confirmed().at()), Urgency.EVENT);
        }
    }
}
