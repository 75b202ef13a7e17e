package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.GroundPlane;
import io.streetward.rules.Suspects.Suspect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One spill and what has been said of it: noticed, then confirmed or not, then ended. */
final class SpillWatch {
    private enum Said {
        NOTHING,
        NOTICED,
        CONFIRMED
    }

    /** The recording is searched for the largest pieces only, since each costs up to a second of this thread. */
    private static final int MOST_TRACED = 3;
    /** A spot that is gone at the next look was spray or a leaf. */
    private static final double LASTS_S = 1;

    private final Zone zone;
    private final SpillageLimits limits;
    private final @Nullable GroundPlane ground;
    private final Spill spill;
    private Said said = Said.NOTHING;
    private Hindsight.Trace trace = new Hindsight.Untraced("the recording was not searched");
    private double confidence = 0.5;
    /** As confirmed; what is found out later changes neither. */
    private @Nullable FrameRef confirmedStart;

    private EventKind kind = EventKind.ROAD_SPILLAGE;

    SpillWatch(Zone zone, SpillageLimits limits, @Nullable GroundPlane ground, Piece first) {
        this.zone = zone;
        this.limits = limits;
        this.ground = ground;
        this.spill = new Spill(limits, first);
    }

    Spill spill() {
        return spill;
    }

    boolean wasConfirmed() {
        return said == Said.CONFIRMED;
    }

    /** What a look at it changed. */
    List<Observation> judge(Traffic traffic, Hindsight hindsight) {
        List<Observation> news = new ArrayList<>();
        if (said == Said.NOTHING && isNoticed()) {
            said = Said.NOTICED;
            look(traffic, hindsight);
            weigh(traffic);
            news.add(new Observation.Noticed(stay(), spill.onset()));
        }
        if (said == Said.NOTICED && isDue()) {
            List<Suspect> suspects = Suspects.of(spill, traffic);
            List<Witness> witnesses = weigh(traffic);
            if (confidence >= limits.minConfidence()) {
                said = Said.CONFIRMED;
                FrameRef start = spill.start();
                Stay stay = stay();
                confirmedStart = start;
                news.add(new Observation.Confirmed(
                        stay,
                        reasons(stay, suspects, witnesses, traffic),
                        witnesses,
                        suspects.stream().map(Suspect::passage).toList(),
                        spill.onset()));
            }
        }
        return news;
    }

    /** Says that it is over, if it was ever spoken of. */
    List<Observation> end() {
        return said == Said.NOTHING ? List.of() : List.of(new Observation.Ended(stay(), said == Said.CONFIRMED));
    }

    private boolean isNoticed() {
        return spill.isLargeEnough(ground)
                && spill.present().stream()
                        .anyMatch(p -> Dwell.seconds(p.region().age()) >= LASTS_S);
    }

    private boolean isDue() {
        return limits.hours().holdsAt(spill.latest().receivedAt())
                && spill.isLargeEnough(ground)
                && spill.isMostlyThere()
                && spill.dwell(spill.start()).compareTo(limits.dwellLimit()) >= 0;
    }

    private void look(Traffic traffic, Hindsight hindsight) {
        List<Piece> largest = spill.present().stream()
                .sorted(Comparator.comparingDouble((Piece p) -> p.region().areaShare())
                        .reversed())
                .limit(MOST_TRACED)
                .toList();
        Hindsight.Trace best = null;
        for (Piece piece : largest) {
            Hindsight.Trace found = hindsight.trace(piece.region());
            if (found instanceof Hindsight.Traced traced) {
                piece.date(traced);
                piece.learn(traffic, limits);
            }
            best = best == null || (best instanceof Hindsight.Untraced && found instanceof Hindsight.Traced)
                    ? found
                    : best;
        }
        trace = best == null ? trace : best;
    }

    private List<Witness> weigh(Traffic traffic) {
        Residue residue = Residue.of(spill.present().stream().map(Piece::region).toList());
        kind = residue.isMud() ? EventKind.MUD_TRACKING : EventKind.ROAD_SPILLAGE;
        OptionalDouble metres = spill.squareMetres(ground);
        double least = metres.isPresent() ? limits.leastSquareMetres() : limits.leastAreaShare();
        double timesLeast = metres.orElse(spill.areaShare()) / Math.max(1e-9, least);
        List<Witness> witnesses = SpillWitnesses.of(
                spill, Suspects.of(spill, traffic), SpillWitnesses.personNear(spill, traffic, limits), timesLeast);
        confidence = Weighing.probability(SpillWitnesses.PRIOR, witnesses);
        return witnesses;
    }

    private Stay stay() {
        FrameRef start = confirmedStart == null ? spill.start() : confirmedStart;
        return new Stay(
                spill.id(),
                kind,
                zone,
                ObjectKind.DEBRIS,
                spill.box().clipped(),
                start,
                spill.latest(),
                spill.dwell(start),
                confidence);
    }

    private List<String> reasons(Stay stay, List<Suspect> suspects, List<Witness> witnesses, Traffic traffic) {
        List<String> reasons = new ArrayList<>();
        reasons.add(SpillReport.size(
                spill,
                zone,
                kind.equals(EventKind.MUD_TRACKING),
                stay.dwell(),
                limits.dwellLimit(),
                spill.squareMetres(ground)));
        reasons.addAll(SpillReport.dates(spill, stay.start(), trace));
        suspects.forEach(s -> reasons.add(SpillReport.vehicle(s, traffic.timesUsual(s.crossing()))));
        reasons.addAll(Weighing.sentences(witnesses));
        return reasons;
    }
}
