package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.Moment;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The words in an annotated still. Each has a spare in plain ASCII for a machine without a font for the first.
 *
 * @param title what and where
 * @param occasion at which point of the stay
 * @param tag what stands beside the box
 * @param facts camera, times, dwell, case
 */
record Legend(Line title, Line occasion, Line tag, List<Line> facts) {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT);

    /** One piece of text and its spare. */
    record Line(String text, String ascii) {
        static Line plain(String ascii) {
            return new Line(ascii, ascii);
        }
    }

    static Legend of(CaseFile file, Occasion occasion, Moment moment, ZoneId zone) {
        String event = words(file.kind().id());
        String object = words(file.object().name());
        String camera = file.camera().value();
        String cameraName = file.context().cameraName();
        Duration dwell = moment.pts().since(file.started().pts());
        return new Legend(
                new Line(
                        event + " – " + file.zone().name(),
                        event + " - zone " + file.zone().id()),
                Line.plain(occasion.words()),
                Line.plain(object + " " + dwell.toSeconds() + " s"),
                List.of(
                        new Line(
                                cameraName.isBlank() ? "camera " + camera : cameraName + " (" + camera + ")",
                                "camera " + camera),
                        Line.plain(LOCAL.format(moment.at().atZone(zone))),
                        Line.plain(UTC.format(moment.at().atZone(ZoneOffset.UTC))),
                        Line.plain("standing %d.%d s, %d s permitted"
                                .formatted(
                                        dwell.toSeconds(),
                                        dwell.toMillisPart() / 100,
                                        file.context().rule().dwellLimit().toSeconds())),
                        new Line("site " + file.context().siteId() + ", case " + file.id(), "case " + file.id())));
    }

    private static String words(String id) {
        String spaced = id.replace('_', ' ').toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
