package io.streetward.tools.replay;

import io.streetward.app.ReplayState;
import io.streetward.app.ReplayedClip;
import io.streetward.media.MediaTime;
import io.streetward.rules.Stay;
import io.streetward.scene.StaticRegion;
import io.streetward.tools.detect.Mark;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.awt.Color;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** What the engine holds to be true, as marks: alarms red, stays orange, what came and stays violet, the rest by kind. */
final class StateMarks {
    /** Tracks older than this are where something was. */
    private static final Duration STALE = Duration.ofMillis(500);

    private static final Color ALARM = new Color(0xFF3B30);
    private static final Color STAY = new Color(0xFF9F0A);
    private static final Color REGION = new Color(0xBF5AF2);
    private static final Color VEHICLE = new Color(0x64D2FF);
    private static final Color PERSON = new Color(0x30D158);
    private static final Color THING = new Color(0xD0D0D0);

    /** The most important first. */
    List<Mark> of(ReplayState state, MediaTime now) {
        List<Mark> marks = new ArrayList<>();
        Set<UUID> filed = new HashSet<>();
        for (ReplayedClip.Alarm alarm : state.alarms()) {
            filed.add(alarm.file().stayId());
        }
        for (Stay stay : state.stays()) {
            boolean isCase = filed.contains(stay.id());
            String text = stay.kind() + " " + seconds(now.since(stay.start().pts()));
            marks.add(new Mark(stay.box(), isCase ? ALARM : STAY, isCase ? "CASE " + text : text, false));
        }
        if (state.scene() != null) {
            for (StaticRegion region : state.scene().regions()) {
                String text = "new " + seconds(region.age())
                        + (region.verdict() == null
                                ? ""
                                : " " + region.verdict().best().label());
                marks.add(new Mark(region.box(), REGION, text, false));
            }
        }
        TrackSet tracks = state.tracks();
        if (tracks != null) {
            boolean stale = now.since(tracks.frame().pts()).compareTo(STALE) > 0;
            tracks.tracks().stream()
                    .filter(Track::matched)
                    .map(track -> new Mark(track.box(), colour(track), text(track), stale || !track.confirmed()))
                    .forEach(marks::add);
        }
        return marks;
    }

    private static String text(Track track) {
        return String.format(
                Locale.ROOT,
                "%s %d  %.2f",
                track.kind().name().toLowerCase(Locale.ROOT),
                track.id(),
                track.confidence());
    }

    private static Color colour(Track track) {
        return switch (track.kind()) {
            case PERSON -> PERSON;
            case VEHICLE, CAR, TRUCK, MUCK_TRUCK, BUS, TWO_WHEELER -> VEHICLE;
            default -> THING;
        };
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
