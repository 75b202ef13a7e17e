package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The vehicles that drove by one that stands, in its lane's direction, since it came to stand. */
final class Passers {
    /** Passing means by the next lane or the one beyond it, in widths of the box. */
    private static final double PASSES_ASIDE = 2.5;
    /** One seen before it stopped may have been followed for so long and still pass afterwards. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);
    /** More say no more. */
    private static final int CAPACITY = 32;

    private final double movingSpeed;
    private final Set<Long> ids = new HashSet<>();

    Passers(double movingSpeed) {
        this.movingSpeed = movingSpeed;
    }

    int count() {
        return ids.size();
    }

    void look(Place place, Lane lane, List<Track> vehicles) {
        for (Track track : vehicles) {
            boolean moves = track.matched() && track.speed().orElse(0) >= movingSpeed;
            if (moves && ids.size() < CAPACITY && !place.agrees(track.box()) && passes(track, place, lane)) {
                ids.add(track.id());
            }
        }
    }

    private static boolean passes(Track track, Place place, Lane lane) {
        NormalizedBox box = place.box();
        double now = lane.ahead(box, track.box());
        double before = lane.ahead(box, track.origin());
        boolean wentBy = now > 0 && before < lane.length(box) / 2 && now - before >= lane.length(box);
        boolean beside = lane.aside(box, track.box()) <= PASSES_ASIDE * lane.width(box);
        boolean meanwhile =
                !track.firstSeen().isBefore(place.start().frame().pts().minus(TOLERANCE));
        return wentBy && beside && meanwhile;
    }
}
