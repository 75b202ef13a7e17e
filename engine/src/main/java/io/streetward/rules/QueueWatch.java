package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Tells a queue from parking, by the company a vehicle keeps.
 *
 * <p>In a queue, vehicles stand in line along the lane with less than {@value #GAP_LENGTHS} lengths between them, because
 * the one in front stands: they stop one after another within tens of seconds, start one after another within seconds, and
 * where nobody gets by, nobody passes. In a row of parked ones each came at its own time, some come and go while others
 * stay, and traffic passes beside them for longer than any light is red. Each of these is a {@link Witness}; positive log-odds
 * speak for a queue. Fewer than {@value #LEAST_COMPANY} others in line are no queue.
 *
 * <p>One per rule, fed with every look by one thread; bounded as its parts are.
 */
final class QueueWatch {
    private static final int LEAST_COMPANY = 2;
    /** Drivers leave one to two metres in a queue and park with as much; 1.5 lengths also bridge one that was missed. */
    static final double GAP_LENGTHS = 1.5;
    /** Lanes lie about 1.8 car widths apart, and the box of a car seen askew is up to twice as wide as the car. */
    private static final double GREATEST_ASIDE = 0.4;
    /** Vehicles join the end of a queue one every few seconds; 20 s for each place in line is a thin stream of traffic. */
    private static final double JOINS_WITHIN_S = 20;
    /** Each vehicle starts one to two seconds after the one in front: after 15 s the tenth has started. */
    static final double STARTS_WITHIN_S = 15;
    /** Signals are kept below about three minutes of red: drivers take a longer one for a fault. */
    private static final double LONGEST_RED_S = 180;

    private static final double PRIOR = -0.75;
    private static final double WEIGHT_TOGETHER = 2;
    private static final double WEIGHT_NO_FLOW = 0.75;
    /** Traffic beside a turning lane that waits says little, the longer it lasts the more. */
    private static final double WEIGHT_FLOW_SOON = -0.4;

    private static final double WEIGHT_FLOW_LATE = -2;
    private static final double WEIGHT_TURNOVER = -3;

    /**
     * How much it looks like a queue.
     *
     * @param company others that stand in line with it
     * @param logOdds of being a queue; negative without company
     * @param witnesses what speaks for and against
     * @param passers vehicles that drove by in its lane's direction while it stood
     */
    record Finding(int company, double logOdds, List<Witness> witnesses, int passers) {
        boolean isQueue() {
            return company >= LEAST_COMPANY && logOdds > 0;
        }
    }

    private final Predicate<Track> vehicle;
    private final double movingSpeed;
    private final StandingVehicles others;
    private final LaneFlow flow;
    private final Map<UUID, Passers> passers = new HashMap<>();
    private double nowS;

    /** Watches the vehicles among the tracks. */
    QueueWatch(Predicate<Track> vehicle, DwellSettings settings) {
        this.vehicle = vehicle;
        movingSpeed = settings.movingSpeed();
        others = new StandingVehicles(movingSpeed);
        flow = new LaneFlow(movingSpeed);
    }

    /** Takes note of a look. */
    void look(TrackSet tracks, double atS, List<Place> watched) {
        nowS = atS;
        List<Track> vehicles = tracks.tracks().stream().filter(vehicle).toList();
        others.look(vehicles, atS);
        flow.look(vehicles, aspect(tracks.frame()));
        passers.keySet().retainAll(watched.stream().map(Place::id).toList());
        for (Place place : watched) {
            lane(place).ifPresent(lane -> passersOf(place).look(place, lane, vehicles));
        }
    }

    /** Judges a vehicle that stands. */
    Finding judge(Place place) {
        int passed = passersOf(place).count();
        Optional<Lane> lane = lane(place);
        Map<StandingVehicles.Standing, Integer> company = company(place, lane);
        double stoodS = nowS - place.start().atS();
        List<Witness> witnesses = new ArrayList<>();
        double together = together(place, company);
        witnesses.add(new Witness(
                "stopped_together",
                together,
                WEIGHT_TOGETHER,
                company.size() + " others stand in line with it and stopped about when it did"));
        witnesses.add(flowWitness(passed, stoodS, isFlowKnown(place)));
        int left = leftWhileItStayed(place, lane);
        if (left > 0) {
            witnesses.add(new Witness(
                    "neighbours_left", 1, WEIGHT_TURNOVER, "the vehicle next to it drove off, it stayed behind"));
        }
        return new Finding(company.size(), Weighing.logOdds(PRIOR, witnesses), witnesses, passed);
    }

    /** Whether vehicles have been seen to drive there at all: where pictures are too few to follow one, none passes either. */
    private boolean isFlowKnown(Place place) {
        return flow.at(place.box(), aspect(place.start().frame())).isPresent();
    }

    private static Witness flowWitness(int passed, double stoodS, boolean known) {
        if (passed == 0) {
            return new Witness(
                    "no_flow", known ? 1 : 0.5, WEIGHT_NO_FLOW, "nothing passed it in its direction while it stood");
        }
        double late = Math.min(1, stoodS / LONGEST_RED_S);
        return new Witness(
                "flow_beside",
                1 - Math.exp(-passed / 2.0),
                WEIGHT_FLOW_SOON + (WEIGHT_FLOW_LATE - WEIGHT_FLOW_SOON) * late,
                passed + " vehicles passed it in its direction while it stood");
    }

    private Passers passersOf(Place place) {
        return passers.computeIfAbsent(place.id(), id -> new Passers(movingSpeed));
    }

    /** The way its lane leads: as it came itself, or as others drive there. */
    private Optional<Lane> lane(Place place) {
        NormalizedBox origin = place.start().origin();
        double aspect = aspect(place.start().frame());
        boolean came = origin.iou(place.box()) == 0;
        return came ? Optional.of(Lane.between(origin, place.box(), aspect)) : flow.at(place.box(), aspect);
    }

    /** Everything that stands in line with it, with its distance in places along the line. */
    private Map<StandingVehicles.Standing, Integer> company(Place place, Optional<Lane> lane) {
        Map<StandingVehicles.Standing, Integer> found = new HashMap<>();
        Deque<NormalizedBox> ends = new ArrayDeque<>(List.of(place.box()));
        Map<NormalizedBox, Integer> placesAway = new HashMap<>(Map.of(place.box(), 0));
        double aspect = aspect(place.start().frame());
        while (!ends.isEmpty()) {
            NormalizedBox end = ends.removeFirst();
            int away = placesAway.getOrDefault(end, 0) + 1;
            for (StandingVehicles.Standing other : others.standing()) {
                boolean itself = place.agrees(other.box());
                if (!itself && !found.containsKey(other) && inLine(end, other.box(), lane, aspect)) {
                    found.put(other, away);
                    placesAway.put(other.box(), away);
                    ends.addLast(other.box());
                }
            }
        }
        return found;
    }

    /** Where no lane is known, any direction may be along it. */
    private static boolean inLine(NormalizedBox a, NormalizedBox b, Optional<Lane> known, double aspect) {
        Lane lane = known.orElseGet(() -> Lane.between(a, b, aspect));
        double length = (lane.length(a) + lane.length(b)) / 2;
        double width = (lane.width(a) + lane.width(b)) / 2;
        return Math.abs(lane.ahead(a, b)) - length <= GAP_LENGTHS * length
                && lane.aside(a, b) <= GREATEST_ASIDE * width;
    }

    /** Share of its company that stopped about when it did; one that stood before watching began may have, or not. */
    private static double together(Place place, Map<StandingVehicles.Standing, Integer> company) {
        double sum = 0;
        for (Map.Entry<StandingVehicles.Standing, Integer> entry : company.entrySet()) {
            double apartS = Math.abs(entry.getKey().sinceS() - place.start().atS());
            boolean near = apartS <= JOINS_WITHIN_S * entry.getValue();
            sum += !near ? 0 : entry.getKey().seenStopping() ? 1 : 0.5;
        }
        return company.isEmpty() ? 0 : sum / company.size();
    }

    /** Its direct neighbours in line that drove off while it stood, and longer ago than it would take to follow. */
    private int leftWhileItStayed(Place place, Optional<Lane> lane) {
        Set<StandingVehicles.Departed> left = new HashSet<>();
        for (StandingVehicles.Departed other : others.departed()) {
            boolean whileItStood = other.leftS() > place.start().atS() + STARTS_WITHIN_S;
            boolean longAgo = nowS - other.leftS() >= STARTS_WITHIN_S;
            boolean wasNext =
                    inLine(place.box(), other.box(), lane, aspect(place.start().frame())) && !place.agrees(other.box());
            if (whileItStood && longAgo && wasNext) {
                left.add(other);
            }
        }
        return left.size();
    }

    private static double aspect(FrameRef frame) {
        return frame.heightPx() <= 0 ? 1 : (double) frame.widthPx() / frame.heightPx();
    }
}
