package io.streetward.rules;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What moves and stands in one camera's picture, as a rule about the ground between needs to know it. Bounded. */
final class Traffic {
    private static final Set<ObjectKind> LARGE = EnumSet.of(ObjectKind.TRUCK, ObjectKind.MUCK_TRUCK, ObjectKind.BUS);

    private final PassageLog vehicles = new PassageLog(ObjectKind::isVehicle);
    private final PassageLog people = new PassageLog(StandLog::isPersonal);
    private final StandLog stands = new StandLog();
    private final VehicleSizes sizes = new VehicleSizes();
    /** By track: the line of the picture it was last measured on; of the tracks in the picture only. */
    private final Map<Long, Integer> measuredOn = new HashMap<>();

    void observe(TrackSet tracks) {
        vehicles.observe(tracks);
        people.observe(tracks);
        stands.observe(tracks);
        Set<Long> present = new HashSet<>();
        for (Track track : tracks.tracks()) {
            present.add(track.id());
            Detection seen = track.detection();
            if (seen != null && track.kind().isVehicle()) {
                measure(track.id(), seen.box());
            }
        }
        measuredOn.keySet().retainAll(present);
    }

    /** Time went back: where things were is no longer known, only how large they usually are. */
    void restart() {
        vehicles.clear();
        people.clear();
        stands.clear();
        measuredOn.clear();
    }

    List<Crossing> vehiclesOver(NormalizedBox ground, MediaTime from, MediaTime to) {
        return vehicles.over(ground, from, to);
    }

    List<Crossing> peopleOver(NormalizedBox ground, MediaTime from, MediaTime to) {
        return people.over(ground, from, to);
    }

    StandLog stands() {
        return stands;
    }

    /**
     * How likely a vehicle is a large one, 0..1: the label is right half the time, and height beside other vehicles at the
     * same place tells a truck from a car but not from a coach; both together leave little doubt.
     */
    double largeness(Crossing crossing) {
        boolean labelled = LARGE.contains(crossing.kind());
        OptionalDouble times = timesUsual(crossing);
        if (crossing.kind() == ObjectKind.MUCK_TRUCK) {
            return 1;
        }
        if (times.isEmpty()) {
            return labelled ? 0.7 : 0.3;
        }
        boolean high = times.getAsDouble() >= VehicleSizes.LARGE;
        return labelled && high ? 1 : high ? 0.8 : labelled ? 0.6 : 0.2;
    }

    /** Its height as a multiple of the usual one at its place; empty while that is not known. */
    OptionalDouble timesUsual(Crossing crossing) {
        return sizes.timesUsual(crossing.best().box());
    }

    private void measure(long track, NormalizedBox box) {
        int line = VehicleSizes.line(box);
        Integer before = measuredOn.put(track, line);
        if (before == null || before != line) {
            sizes.learn(box);
        }
    }
}
