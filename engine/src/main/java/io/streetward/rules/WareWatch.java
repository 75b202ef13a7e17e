package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.scene.StaticRegion;
import io.streetward.track.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a stall may be made of: things that stay, by their label, or as lasting changes that are neither persons nor
 * vehicles. Of vehicles only two- and three-wheelers count, and little: they are parked everywhere.
 */
final class WareWatch {
    /** Labels flicker on small things, so they may be missed four times in five and wobble by more than a car does. */
    private static final DwellSettings SETTINGS = new DwellSettings(
            Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(90), 0.3, 0.1, 0.3, 0.5, 0.2, 64);

    /** The detector's customary cut; a thing seen at it or above is what it seems. */
    private static final double PLAIN_SCORE = 0.4;

    private static final double UMBRELLA = 1.2;
    private static final double GOODS = 1.2;
    private static final double STALL = 2.5;
    private static final double WHEELS = 0.4;
    private static final double REGION = 1.8;

    /** Area of a crate and what lies on it, against the square of a person's height beside it. */
    private static final double PLAIN_REGION = 0.1;

    private static final double LEAST_REGION = 0.01;
    /** A change of a third of the picture is no stall but the picture. */
    private static final double GREATEST_REGION = 0.3;

    /** Share of a region within the boxes of persons, or of vehicles, from which on it is one of them. */
    private static final double COVERED = 0.6;

    private static final double COVERED_OFTEN = 0.3;
    private static final Duration LASTS = Duration.ofSeconds(3);
    private static final int MOST_WARES = 64;
    private static final Zone EVERYWHERE = new Zone(
            "everywhere",
            "everywhere",
            new NormalizedPolygon(List.of(
                    new NormalizedPoint(0, 0),
                    new NormalizedPoint(1, 0),
                    new NormalizedPoint(1, 1),
                    new NormalizedPoint(0, 1))),
            null);

    private final Dwell goods = new Dwell(
            SETTINGS, EVERYWHERE, EnumSet.of(ObjectKind.UMBRELLA, ObjectKind.GOODS, ObjectKind.STALL)::contains);
    private final Dwell wheels = new Dwell(SETTINGS, EVERYWHERE, kind -> kind == ObjectKind.TWO_WHEELER);
    private final Map<Long, Covered> covered = new HashMap<>();

    /** How often a region was under somebody. */
    private static final class Covered {
        private int looks;
        private int times;

        void count(NormalizedBox region, List<NormalizedBox> others) {
            looks++;
            times += Cover.share(region, others) >= COVERED ? 1 : 0;
        }

        boolean often() {
            return times > COVERED_OFTEN * looks;
        }
    }

    /**
     * What stays as of a look; at most {@value #MOST_WARES}, the oldest.
     *
     * @param personHeight usual height of persons, share of the picture's height
     */
    List<Ware> look(StreetView view, double personHeight) {
        List<Ware> wares = new ArrayList<>();
        goods.update(view).standing().forEach(place -> wares.add(labelled(place)));
        wheels.update(view).standing().forEach(place -> wares.add(labelled(place)));
        List<NormalizedBox> others = personsAndVehicles(view.tracks().tracks());
        Set<Long> shown = new HashSet<>();
        for (StaticRegion region : view.scene().regions()) {
            shown.add(region.id());
            Covered cover = covered.computeIfAbsent(region.id(), id -> new Covered());
            cover.count(region.box(), others);
            double size = size(region, view, personHeight);
            boolean lasts = region.age().compareTo(LASTS) >= 0;
            if (lasts && !cover.often() && size >= LEAST_REGION && region.areaShare() <= GREATEST_REGION) {
                wares.add(new Ware(
                        "static_region",
                        "something that was not there before",
                        region.box(),
                        region.grownUntil(),
                        Math.min(1, size / PLAIN_REGION),
                        REGION));
            }
        }
        covered.keySet().retainAll(shown);
        return wares.size() <= MOST_WARES ? wares : wares.subList(0, MOST_WARES);
    }

    private static Ware labelled(Place place) {
        Presence presence = place.presence();
        double seen = presence.clearSlots() == 0 ? 1 : (double) presence.seenSlots() / presence.clearSlots();
        // Half the looks are plenty for a small thing; its score is its own witness.
        double strength = Math.min(1, 2 * seen) * Math.min(1, place.confidence() / PLAIN_SCORE);
        return switch (place.kind()) {
            case UMBRELLA ->
                new Ware("umbrella", "an umbrella", place.box(), place.start().frame(), strength, UMBRELLA);
            case STALL ->
                new Ware("stall", "a stall", place.box(), place.start().frame(), strength, STALL);
            case TWO_WHEELER ->
                new Ware(
                        "wheels",
                        "a cycle or tricycle",
                        place.box(),
                        place.start().frame(),
                        strength,
                        WHEELS);
            default -> new Ware("goods", "goods", place.box(), place.start().frame(), strength, GOODS);
        };
    }

    private static List<NormalizedBox> personsAndVehicles(List<Track> tracks) {
        return tracks.stream()
                .filter(Track::matched)
                .filter(t -> t.kind() == ObjectKind.PERSON || t.kind().isVehicle())
                .map(Track::box)
                .toList();
    }

    /** Its pixels, as a share of the square of a person's height. */
    private static double size(StaticRegion region, StreetView view, double personHeight) {
        double aspect =
                (double) view.tracks().frame().widthPx() / view.tracks().frame().heightPx();
        return region.areaShare() * aspect / (personHeight * personHeight);
    }
}
