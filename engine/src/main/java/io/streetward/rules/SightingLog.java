package io.streetward.rules;

import java.util.ArrayList;
import java.util.List;

/** The newest sightings at a place, oldest first; at least one. */
final class SightingLog {
    /** 10 s at 25 frames/s: enough to date a start back and an end. */
    private static final int CAPACITY = 256;

    private static final int LEAST_FOR_FIT = 4;
    private static final double END_WINDOW_S = 15;
    private static final double END_DOUBT_S = 2;

    private final List<Sighting> sightings = new ArrayList<>();

    void add(Sighting sighting) {
        if (sightings.size() == CAPACITY) {
            sightings.remove(0);
        }
        sightings.add(sighting);
    }

    Sighting first() {
        return sightings.get(0);
    }

    Sighting last() {
        return sightings.get(sightings.size() - 1);
    }

    List<Sighting> all() {
        return List.copyOf(sightings);
    }

    List<Sighting> since(double fromS) {
        int i = sightings.size();
        while (i > 0 && sightings.get(i - 1).atS() >= fromS) {
            i--;
        }
        return List.copyOf(sightings.subList(i, sightings.size()));
    }

    /** Those of the last seconds, or more where they are too few to fit a box to. */
    List<Sighting> forFit(double seconds) {
        List<Sighting> newest = since(last().atS() - seconds);
        int from = Math.max(0, sightings.size() - LEAST_FOR_FIT);
        return newest.size() >= LEAST_FOR_FIT ? newest : List.copyOf(sightings.subList(from, sightings.size()));
    }

    /** The last sighting before the thing began to move off; the very last one if it was not seen to. */
    Sighting lastAtRest() {
        List<Sighting> window = since(last().atS() - END_WINDOW_S);
        int sure = window.size() - since(last().atS() - END_DOUBT_S).size();
        if (sure < LEAST_FOR_FIT) {
            return last();
        }
        int end = StandingFit.of(window.subList(0, sure)).end(window);
        return window.get(Math.max(sure - 1, end));
    }
}
