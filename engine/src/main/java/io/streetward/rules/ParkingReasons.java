package io.streetward.rules;

import io.streetward.scene.SceneView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What speaks for and against illegal parking, in numbers and in an operator's words. */
final class ParkingReasons {
    /** Shorter spells out of sight are not worth an operator's attention. */
    private static final Duration TOLD_GAP = Duration.ofSeconds(5);

    /** Log-odds before any witness is heard: of things a detector shows at one place for long, most are what it says. */
    private static final double PRIOR = -1;

    private static final double WEIGHT_SCORE = 2;
    private static final double WEIGHT_SEEN = 1.5;
    /** Traffic that drives round it: it is in nobody's queue. */
    private static final double WEIGHT_PASSED = 0.7;
    /** A line of vehicles that has stood for longer than any red light is a jam as often as a row of parked ones. */
    private static final double WEIGHT_QUEUE = -2;

    /**
     * What is told of a stay's time.
     *
     * @param counted how long it stood while the rule held
     * @param limit how long it might have
     * @param hoursRemark null unless it stood there before the rule's hours
     * @param permitted the stop it was granted; null: none
     */
    record Times(
            Duration counted,
            Duration limit,
            @Nullable String hoursRemark,
            @Nullable PermittedStop permitted) {}

    private final Zone zone;

    ParkingReasons(Zone zone) {
        this.zone = zone;
    }

    List<Witness> witnesses(Place place, SceneView scene, QueueWatch.Finding company, boolean queueing) {
        List<Witness> witnesses = new ArrayList<>();
        witnesses.add(new Witness("detector_score", place.confidence(), WEIGHT_SCORE, ""));
        Presence presence = place.presence();
        witnesses.add(new Witness(
                "seen_there",
                presence.clearSlots() == 0 ? 0 : (double) presence.seenSlots() / presence.clearSlots(),
                WEIGHT_SEEN,
                ""));
        GroundWitness.of(scene, place).ifPresent(witnesses::add);
        if (company.passers() > 0) {
            witnesses.add(new Witness(
                    "flow_beside",
                    1 - Math.exp(-company.passers() / 2.0),
                    WEIGHT_PASSED,
                    company.passers() + " vehicles passed it in its direction while it stood"));
        }
        if (queueing) {
            witnesses.add(new Witness(
                    "in_a_queue",
                    1,
                    WEIGHT_QUEUE,
                    "stands in line with " + company.company()
                            + " others: a queue or jam that lasts, or a row of parked vehicles"));
        } else {
            company.witnesses().stream()
                    .filter(w -> w.name().equals("neighbours_left"))
                    .forEach(w -> witnesses.add(new Witness(w.name(), w.strength(), WEIGHT_PASSED, w.says())));
        }
        return witnesses;
    }

    double confidence(List<Witness> witnesses) {
        return Weighing.probability(PRIOR, witnesses);
    }

    List<String> of(Place place, Times times, boolean wasThereBefore, List<Witness> witnesses) {
        List<String> reasons = new ArrayList<>();
        reasons.add(String.format(
                Locale.ROOT,
                "%s stood %s in no-parking zone \"%s\"; limit %s",
                Words.kind(place.kind()),
                Words.duration(place.dwell()),
                zone.name(),
                Words.duration(times.limit())));
        if (times.permitted() != null && times.permitted().upTo().equals(times.limit())) {
            reasons.add("longer than the stop permitted to it");
        }
        if (times.hoursRemark() != null) {
            reasons.add(times.hoursRemark() + ": " + Words.duration(times.counted()));
        }
        if (wasThereBefore) {
            reasons.add("already there when watching began, so it may have stood longer");
        }
        Duration unseen = Duration.ofMillis(Math.round(place.longestUnseenS() * 1000));
        if (unseen.compareTo(TOLD_GAP) >= 0) {
            reasons.add("out of sight for up to " + Words.duration(unseen)
                    + " meanwhile, seen at the same place before and after");
        }
        reasons.add(String.format(
                Locale.ROOT,
                "seen in %d of %d one-second looks with a clear view; detector's mean score %.2f",
                place.presence().seenSlots(),
                place.presence().clearSlots(),
                place.confidence()));
        reasons.addAll(Weighing.sentences(witnesses));
        return reasons;
    }
}
