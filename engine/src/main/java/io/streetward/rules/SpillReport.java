package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.rules.Suspects.Suspect;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Says in sentences what is known of a spill. Times of day are UTC, by this server's clock. */
final class SpillReport {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.S 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SpillReport() {}

    /** What lies where, for how long, and how large it is. */
    static String size(
            Spill spill, Zone zone, boolean mud, Duration dwell, Duration limit, OptionalDouble squareMetres) {
        int pieces = spill.present().size();
        String area = squareMetres.isPresent()
                ? String.format(Locale.ROOT, "about %.1f m²", squareMetres.getAsDouble())
                : String.format(Locale.ROOT, "%.2f %% of the picture", 100 * spill.areaShare());
        return String.format(
                Locale.ROOT,
                "%s lay %d s on carriageway \"%s\"; limit %d s; %s in %s",
                mud ? "mud" : "material",
                dwell.toSeconds(),
                zone.name(),
                limit.toSeconds(),
                area,
                pieces == 1 ? "one piece" : pieces + " pieces");
    }

    /** When it came there. */
    static List<String> dates(Spill spill, FrameRef start, Hindsight.Trace trace) {
        List<String> said = new ArrayList<>();
        FrameRef clean = spill.onset().lastClean();
        said.add("first piece at " + time(spill.onset().firstSeen()) + ", complete at " + time(start)
                + (clean == null ? "" : ", last seen clean at " + time(clean)));
        if (trace instanceof Hindsight.Traced traced) {
            said.add("dated to the picture by " + traced.pictures() + " pictures of the recording");
        } else if (trace instanceof Hindsight.Untraced untraced) {
            said.add("dated by the looks alone: " + untraced.why());
        }
        return said;
    }

    /** One vehicle that may have dropped it. */
    static String vehicle(Suspect suspect, OptionalDouble timesUsual) {
        String what = suspect.crossing().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String size = timesUsual.isPresent()
                ? String.format(Locale.ROOT, ", %.1f times as high as usual there", timesUsual.getAsDouble())
                : "";
        return String.format(
                Locale.ROOT,
                "%s passed at %s%s; its way lies on %.0f %% of it",
                what,
                TIME.format(suspect.crossing().best().frame().receivedAt()),
                size,
                100 * suspect.onPieces());
    }

    private static String time(FrameRef frame) {
        return TIME.format(frame.receivedAt());
    }
}
