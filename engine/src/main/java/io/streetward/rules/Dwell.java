package io.streetward.rules;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.track.StreamClock;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things that stay at one place in a zone, in media time.
 *
 * <p>Dwell belongs to the place: a stay is a cluster of sightings of one family of things at one place, whatever the ids of
 * the tracks they come from. Tracks are witnesses only: a low-scoring detection counts because a track vouches for it; a
 * track's speed tells what stands at a place from what passes it; and a thing has left for certain when its track is seen
 * elsewhere and another, that came from elsewhere, is in its place, as in a queue that moves up. So an id switch changes
 * nothing; a passing bus hides the place and says nothing about it; frames that were dropped are not looks.
 *
 * <p>When media time steps back by more than {@value #GREATEST_STEP_BACK_S} s, all stays end at their last sighting: what
 * follows lies on another timeline. A smaller step back counts as no time at all.
 */
final class Dwell {
    private static final double GREATEST_STEP_BACK_S = 2;
    /** A stay that began within the first looks, and was not seen to arrive, was there before. */
    private static final double ALREADY_THERE_S = 2;

    private static final Logger log = LoggerFactory.getLogger(Dwell.class);

    /**
     * What a frame left behind.
     *
     * @param standing every stay that goes on
     * @param ended stays that were found over in this frame
     */
    record Stays(List<Place> standing, List<Place> ended) {}

    private final DwellSettings settings;
    private final Zone zone;
    private final Predicate<ObjectKind> watched;
    private final StreamClock clock = new StreamClock();
    private final List<Place> places = new ArrayList<>();
    private double watchingSinceS;
    private long refused;

    /**
     * Watches one zone.
     *
     * @param watched kinds that may stay there, one family of things that are taken for one another
     */
    Dwell(DwellSettings settings, Zone zone, Predicate<ObjectKind> watched) {
        this.settings = settings;
        this.zone = zone;
        this.watched = watched;
    }

    Stays update(StreetView view) {
        TrackSet tracks = view.tracks();
        List<Place> ended = new ArrayList<>();
        passTime(tracks, ended);
        List<Sighting> sightings = sightings(tracks);
        for (Place place : places) {
            sightings.forEach(place::follow);
        }
        remove((p, nowS) -> p.hasTrackElsewhere() && sightings.stream().anyMatch(p::isReplacedBy), ended);
        Map<Place, Sighting> found = matchStanding(sightings);
        sightings.removeIf(s -> places.stream().anyMatch(p -> p.isStanding() && p.agrees(s.box())));
        matchCandidates(sightings, found);
        Cover cover = new Cover(tracks, settings);
        for (Place place : places) {
            look(place, found.get(place), p -> cover.hides(p.box()) || GroundWitness.showsStill(view.scene(), p));
        }
        sightings.forEach(this::beginCandidate);
        stand(found.keySet());
        remove(Place::isGone, ended);
        return new Stays(places.stream().filter(Place::isStanding).toList(), List.copyOf(ended));
    }

    /** Whether it stood there when the camera was first looked at, or looked at again after long. */
    boolean wasThereBefore(Place place) {
        return !place.seenArriving() && place.start().atS() - watchingSinceS <= ALREADY_THERE_S;
    }

    /** Seconds on the clock that {@link Sighting#atS} is told in. */
    double nowS() {
        return clock.nowS();
    }

    int size() {
        return places.size();
    }

    /** Places not watched because there were too many. */
    long refused() {
        return refused;
    }

    private void passTime(TrackSet tracks, List<Place> ended) {
        double movedS = clock.advance(tracks.frame().pts());
        if (movedS < -GREATEST_STEP_BACK_S) {
            remove((p, nowS) -> true, ended);
            watchingSinceS = clock.nowS();
        } else if (movedS > seconds(settings.gap())) {
            watchingSinceS = clock.nowS();
        }
        remove(Place::isOutOfTouch, ended);
    }

    private List<Sighting> sightings(TrackSet tracks) {
        List<Sighting> sightings = new ArrayList<>();
        for (Track track : tracks.tracks()) {
            Detection seen = track.detection();
            if (seen != null && watched.test(seen.kind())) {
                sightings.add(Sighting.of(track, seen, tracks.frame(), clock.nowS()));
            }
        }
        return sightings;
    }

    private record Pair(Place place, Sighting sighting, double iou) {}

    /** One sighting to one standing place, best overlap first. */
    private Map<Place, Sighting> matchStanding(List<Sighting> sightings) {
        List<Pair> pairs = new ArrayList<>();
        for (Place place : places) {
            for (Sighting s : sightings) {
                if (place.isStanding() && place.agrees(s.box())) {
                    pairs.add(new Pair(place, s, place.box().iou(s.box())));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::iou).reversed());
        Map<Place, Sighting> found = new HashMap<>();
        Set<Sighting> used = new HashSet<>();
        for (Pair pair : pairs) {
            if (!found.containsKey(pair.place) && used.add(pair.sighting)) {
                found.put(pair.place, pair.sighting);
            }
        }
        return found;
    }

    /**
     * Gives each candidate its best sighting, and a sighting to all candidates it agrees with: which of them is the place is
     * not known yet. Leaves in the list what agreed with none.
     */
    private void matchCandidates(List<Sighting> sightings, Map<Place, Sighting> found) {
        Set<Sighting> used = new HashSet<>();
        for (Place place : places) {
            Sighting best = place.isStanding() ? null : best(place, sightings);
            if (best != null) {
                found.put(place, best);
                used.add(best);
            }
        }
        sightings.removeAll(used);
    }

    private static @Nullable Sighting best(Place place, List<Sighting> sightings) {
        Sighting best = null;
        double bestIou = 0;
        for (Sighting s : sightings) {
            double iou = place.box().iou(s.box());
            if (iou > bestIou) {
                bestIou = iou;
                best = s;
            }
        }
        return best != null && place.agrees(best.box()) ? best : null;
    }

    private void look(Place place, @Nullable Sighting sighting, Predicate<Place> unclear) {
        if (sighting != null && place.credits(sighting)) {
            place.see(sighting, clock.stepS());
        } else if (sighting != null) {
            place.doubt(sighting, clock.stepS());
        } else {
            place.miss(unclear.test(place) ? Look.UNCLEAR : Look.EMPTY, clock.nowS(), clock.stepS());
        }
    }

    private void beginCandidate(Sighting sighting) {
        if (zone.holdsNearly(sighting.box()) && makeRoom()) {
            places.add(new Place(settings, sighting));
        }
    }

    /** A full list loses the candidate watched for the shortest time: most likely something that drove by. */
    private boolean makeRoom() {
        if (places.size() < settings.maxPlaces()) {
            return true;
        }
        boolean made = places.stream()
                .filter(p -> !p.isStanding())
                .min(Comparator.comparingDouble(Place::watchedS))
                .map(places::remove)
                .orElse(false);
        if (!made && refused++ == 0) {
            log.warn("zone {}: {} stays at once, no more are watched until some end", zone.id(), settings.maxPlaces());
        }
        return made;
    }

    private void stand(Set<Place> seen) {
        for (Place place : List.copyOf(places)) {
            if (seen.contains(place)
                    && !place.isStanding()
                    && places.contains(place)
                    && place.tryToStand(zone, places)) {
                places.removeIf(p -> !p.isStanding() && place.agrees(p.box()));
            }
        }
    }

    private interface Over {
        boolean test(Place place, double nowS);
    }

    private void remove(Over over, List<Place> ended) {
        for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
            Place place = all.next();
            if (over.test(place, clock.nowS())) {
                all.remove();
                if (place.isStanding()) {
                    place.close();
                    ended.add(place);
                }
            }
        }
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
