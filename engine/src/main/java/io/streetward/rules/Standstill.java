package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A thing found to stand.
 *
 * @param start the sighting at which it came to stand
 * @param run the sightings that show it, at most those that are still remembered
 * @param seenArriving whether it was seen to move before
 */
record Standstill(Sighting start, List<Sighting> run, boolean seenArriving) {
    private static final int LEAST_SIGHTINGS = 3;
    /** Standard deviation of the centre, in box sizes. Things that pass at random within the agreed overlap have 0.19. */
    private static final double GREATEST_SPREAD = 0.12;

    /**
     * Decides whether the thing at a place stands, and since when.
     *
     * @param log its sightings
     * @param others sightings at other candidates: while a thing comes to a halt, its last moves and first moments of
     *     standing may lie there
     * @return null if it does not stand in the zone, or not for long enough yet
     */
    static @Nullable Standstill find(SightingLog log, List<SightingLog> others, Zone zone, DwellSettings settings) {
        double standingAfterS = Dwell.seconds(settings.standingAfter());
        if (log.last().atS() - log.first().atS() < standingAfterS) {
            return null;
        }
        // From the newest sightings alone, so that the last of a slow approach does not pass for standing.
        int from = StandingFit.of(log.forFit(standingAfterS / 2)).start(log.all());
        List<Sighting> run = log.all().subList(from, log.all().size());
        if (run.size() < LEAST_SIGHTINGS || log.last().atS() - run.get(0).atS() < standingAfterS) {
            return null;
        }
        StandingFit fit = StandingFit.of(run);
        List<Sighting> newest = log.since(log.last().atS() - standingAfterS);
        boolean still = fit.spread() <= GREATEST_SPREAD && isStill(run, settings) && isStill(newest, settings);
        if (!still || !isMostlySeen(run, settings) || !zone.holds(fit.box())) {
            return null;
        }
        List<Sighting> all = allAt(fit.box(), log, others, settings);
        int stop = fit.start(all);
        return new Standstill(all.get(stop), run, stop > 0);
    }

    /** Does not drift, as a thing that creeps does. */
    private static boolean isStill(List<Sighting> run, DwellSettings settings) {
        return run.size() >= 2 && StandingFit.speed(run) < settings.standingSpeed();
    }

    private static boolean isMostlySeen(List<Sighting> run, DwellSettings settings) {
        long seen = run.stream().mapToLong(s -> (long) s.atS()).distinct().count();
        long missed = run.stream().skip(1).mapToLong(Sighting::missedS).sum();
        return seen >= settings.leastSeenShare() * (seen + missed);
    }

    private static List<Sighting> allAt(
            NormalizedBox standing, SightingLog log, List<SightingLog> others, DwellSettings settings) {
        double fromS = log.first().atS() - Dwell.seconds(settings.standingAfter());
        Set<NormalizedBox> known = new HashSet<>();
        log.all().forEach(s -> known.add(s.box()));
        Stream<Sighting> elsewhere = others.stream()
                .flatMap(other -> other.since(fromS).stream())
                .filter(s -> standing.iou(s.box()) >= settings.agreeIou() && known.add(s.box()));
        return Stream.concat(log.all().stream(), elsewhere)
                .sorted(Comparator.comparingDouble(Sighting::atS))
                .toList();
    }
}
