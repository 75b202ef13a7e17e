package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.Moment;
import io.streetward.detect.ObjectKind;
import io.streetward.evidence.Legend.Line;
import io.streetward.media.FrameRef;
import io.streetward.rules.Onset;
import io.streetward.rules.Passage;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words of a sheet.
 *
 * @param title what happened where
 * @param code the anti-forgery code
 * @param rows what is known, by label
 * @param captions by occasion: what a picture shows, and when
 * @param originals the untouched stills with their hashes
 */
record SheetFacts(Line title, String code, List<Row> rows, Map<Occasion, Caption> captions, List<Original> originals) {
    /** Where the time of day begins in a time written in full. */
    private static final int TIME_OF_DAY = 11;

    /** A fact and its label. */
    record Row(String label, Line value) {}

    /**
     * What stands under a picture.
     *
     * @param words what it shows
     * @param local the street's time
     * @param device camera and place
     */
    record Caption(String words, String local, String utc, Line device) {}

    /** An untouched still: its file, hash and time. */
    record Original(String fileName, String sha256, String at) {}

    static SheetFacts of(CaseFile file, List<RawStill> stills, StillFindings findings, String code, ZoneId zone) {
        Map<Occasion, Caption> captions = new TreeMap<>();
        List<Original> originals = new ArrayList<>();
        for (RawStill still : stills) {
            Moment moment = still.item().from();
            captions.put(
                    still.shot().occasion(),
                    new Caption(
                            still.shot().occasion().words(file),
                            Legend.local(moment, zone),
                            Legend.utc(moment).substring(TIME_OF_DAY),
                            placed(file)));
            originals.add(new Original(still.item().fileName(), still.item().sha256(), ManifestJson.utc(moment.at())));
        }
        return new SheetFacts(
                new Line(
                        Legend.words(file.kind().id()) + " – " + file.zone().name(),
                        Legend.words(file.kind().id()) + " - zone "
                                + file.zone().id()),
                code,
                rows(file, stills, findings, zone),
                captions,
                originals);
    }

    /** As a picture's own overlay has it: the device's id, and where it stands. */
    private static Line placed(CaseFile file) {
        String id = file.camera().value();
        String where = file.context().address().isBlank()
                ? file.context().cameraName()
                : file.context().address();
        return new Line(where.isBlank() ? id : id + " · " + where, id);
    }

    private static List<Row> rows(CaseFile file, List<RawStill> stills, StillFindings findings, ZoneId zone) {
        List<Row> rows = new ArrayList<>();
        String address = file.context().address();
        String notice = file.context().publicNotice();
        boolean debris = file.object() == ObjectKind.DEBRIS;
        rows.add(new Row(
                "Place",
                new Line(
                        address.isBlank()
                                ? file.zone().name()
                                : address + ", " + file.zone().name(),
                        "zone " + file.zone().id())));
        rows.add(new Row("Device", Legend.device(file)));
        if (notice != null) {
            rows.add(new Row("Public notice", new Line(notice, "")));
        }
        addOnset(rows, file.onset(), zone);
        rows.add(new Row(debris ? "All there" : "Came to stand", time(file.started(), zone)));
        rows.add(new Row("Confirmed", time(file.confirmed(), zone)));
        rows.add(new Row(
                debris ? "Lay there" : "Stood there",
                Line.plain(String.format(
                        Locale.ROOT,
                        debris ? "%.1f s; the limit is %d s" : "%.1f s; %d s are permitted",
                        file.dwell().toMillis() / 1e3,
                        file.context().rule().dwellLimit().toSeconds()))));
        addInterval(rows, stills);
        findings.plate().ifPresent(plate -> rows.add(new Row("Plate, as read", new Line(plate, ""))));
        if (!file.passages().isEmpty()) {
            rows.add(new Row("Likeliest vehicle", vehicle(file.passages(), zone)));
        }
        if (!file.reasons().isEmpty()) {
            rows.add(new Row("Finding", new Line(file.reasons().get(0), "")));
        }
        rows.add(new Row(
                "Camera's clock",
                Line.plain(findings.clock()
                        .map(clock -> String.format(
                                Locale.ROOT,
                                "%.3f s %s the server's, ± %.3f s",
                                clock.ahead().abs().toNanos() / 1e9,
                                clock.ahead().isNegative() ? "behind" : "ahead of",
                                clock.uncertainty().toNanos() / 1e9))
                        .orElse("not told by the camera; times are the server's"))));
        rows.add(new Row(
                "Case", Line.plain(file.id() + ", site " + file.context().siteId())));
        return rows;
    }

    /** How far apart the two pictures of what stays there were taken: as it turned out, not as it was asked for. */
    private static void addInterval(List<Row> rows, List<RawStill> stills) {
        List<Moment> both = stills.stream()
                .filter(still -> still.shot().occasion() == Occasion.ARRIVAL
                        || still.shot().occasion() == Occasion.CONFIRMATION)
                .map(still -> still.item().from())
                .toList();
        if (both.size() > 1) {
            rows.add(new Row(
                    "Pictures apart",
                    Line.plain(String.format(
                            Locale.ROOT,
                            "%.1f s",
                            both.get(1).pts().since(both.get(0).pts()).toMillis() / 1e3))));
        }
    }

    private static void addOnset(List<Row> rows, @Nullable Onset onset, ZoneId zone) {
        if (onset == null) {
            return;
        }
        FrameRef clean = onset.lastClean();
        if (clean != null) {
            rows.add(new Row("Last seen clean", time(Moment.of(clean), zone)));
        }
        rows.add(new Row("First seen", time(Moment.of(onset.firstSeen()), zone)));
    }

    private static Line vehicle(List<Passage> passages, ZoneId zone) {
        Passage likeliest = passages.get(0);
        String among = passages.size() == 1 ? "the only one that passed" : "of " + passages.size() + " that passed";
        return Line.plain(likeliest.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + among + ", "
                + Legend.local(Moment.of(likeliest.at()), zone));
    }

    private static Line time(Moment moment, ZoneId zone) {
        return Line.plain(
                Legend.local(moment, zone) + "  (" + Legend.utc(moment).substring(TIME_OF_DAY) + ")");
    }
}
