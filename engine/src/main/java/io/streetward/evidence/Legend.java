package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.Moment;
import io.streetward.detect.ObjectKind;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words in an annotated still. Each has a spare in plain ASCII for a machine without a font for the first.
 *
 * @param title what and where
 * @param occasion at which point of the stay
 * @param tag what stands beside the box
 * @param facts camera, times, dwell, place, notice, case, code
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

    static Legend of(CaseFile file, Occasion occasion, Moment moment, String code, ZoneId zone) {
        String event = words(file.kind().id());
        String notice = file.context().publicNotice();
        List<Line> facts = new ArrayList<>();
        facts.add(device(file));
        facts.add(Line.plain(local(moment, zone)));
        facts.add(Line.plain(utc(moment)));
        facts.add(Line.plain(sinceStart(file, occasion, moment)));
        if (!file.context().address().isBlank()) {
            facts.add(new Line(file.context().address(), ""));
        }
        if (notice != null) {
            facts.add(new Line("public notice " + notice, ""));
        }
        facts.add(new Line("site " + file.context().siteId() + ", case " + file.id(), "case " + file.id()));
        facts.add(Line.plain("code " + code));
        return new Legend(
                new Line(
                        event + " – " + file.zone().name(),
                        event + " - zone " + file.zone().id()),
                Line.plain(occasion.words(file)),
                Line.plain(tag(file, occasion, moment)),
                facts);
    }

    /** The camera: what people call it, and its id. */
    static Line device(CaseFile file) {
        String camera = file.camera().value();
        String name = file.context().cameraName();
        return new Line(name.isBlank() ? "camera " + camera : name + " (" + camera + ")", "camera " + camera);
    }

    /** The street's clock, with its offset. */
    static String local(Moment moment, ZoneId zone) {
        return LOCAL.format(moment.at().atZone(zone));
    }

    static String utc(Moment moment) {
        return UTC.format(moment.at().atZone(ZoneOffset.UTC));
    }

    private static String tag(CaseFile file, Occasion occasion, Moment moment) {
        return switch (occasion) {
            case CLEAN_BEFORE -> "Clean";
            case AFTER -> "The place";
            case VEHICLE ->
                file.passages().isEmpty()
                        ? "Vehicle"
                        : words(file.passages().get(0).kind().name());
            case ARRIVAL, CONFIRMATION ->
                words(file.object().name()) + " "
                        + moment.pts().since(file.started().pts()).toSeconds() + " s";
        };
    }

    private static String sinceStart(CaseFile file, Occasion occasion, Moment moment) {
        Duration since = moment.pts().since(file.started().pts());
        String length = String.format(Locale.ROOT, "%.1f s", since.abs().toMillis() / 1e3);
        if (occasion == Occasion.AFTER) {
            return "seen again " + length + " after it came";
        }
        if (occasion == Occasion.CLEAN_BEFORE || occasion == Occasion.VEHICLE) {
            return length + (since.isNegative() ? " before" : " after") + " it lay there";
        }
        boolean lies = file.object() == ObjectKind.DEBRIS;
        return (lies ? "lying " : "standing ") + length + ", "
                + file.context().rule().dwellLimit().toSeconds() + (lies ? " s is the limit" : " s permitted");
    }

    /** An id as words: {@code ROAD_SPILLAGE} as "Road spillage". */
    static String words(String id) {
        String spaced = id.replace('_', ' ').toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
