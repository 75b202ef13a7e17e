package io.streetward.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which vehicles may have dropped a spill, likeliest first. */
final class Suspects {
    /** More than five vehicles at one place within a few seconds are not told apart by going on. */
    private static final int MOST = 5;
    /** Outside the time in which the ground got dirty, a vehicle is half as likely with each of these. */
    private static final double HALF_OFF_S = 1;
    /** An ordinary vehicle can lose its load too: size trebles the likelihood, it does not decide. */
    private static final double ORDINARY = 0.5;

    /**
     * One vehicle.
     *
     * @param crossing at the piece that it came nearest to
     * @param largeness how likely it is a large one, 0..1
     * @param onPieces how well its way lies on the pieces, 0..1, by their area
     * @param inTime how well its time fits when they fell, 0..1
     */
    record Suspect(Crossing crossing, double largeness, double onPieces, double inTime) {
        double likelihood() {
            return (ORDINARY + largeness) * onPieces * inTime;
        }

        Passage passage() {
            return new Passage(
                    crossing.trackId(),
                    crossing.kind(),
                    crossing.best().box().clipped(),
                    crossing.best().frame());
        }
    }

    private Suspects() {}

    static List<Suspect> of(Spill spill, Traffic traffic) {
        List<Piece> pieces = spill.bulk();
        Map<Long, Crossing> best = new HashMap<>();
        for (Piece piece : pieces) {
            for (Crossing c : piece.crossings()) {
                best.merge(c.trackId(), c, (a, b) -> b.closeness() > a.closeness() ? b : a);
            }
        }
        List<Suspect> suspects = new ArrayList<>();
        best.values().forEach(c -> suspects.add(judge(c, pieces, traffic)));
        suspects.sort(Comparator.comparingDouble(Suspect::likelihood)
                .reversed()
                .thenComparing(s -> s.crossing().at())
                .thenComparing(s -> s.crossing().trackId()));
        return suspects.stream().limit(MOST).toList();
    }

    private static Suspect judge(Crossing crossing, List<Piece> pieces, Traffic traffic) {
        double area = 0;
        double on = 0;
        double timely = 0;
        for (Piece piece : pieces) {
            double share = piece.region().areaShare();
            area += share;
            for (Crossing c : piece.crossings()) {
                if (c.trackId() == crossing.trackId()) {
                    on += share * c.closeness();
                    timely += share * Math.pow(0.5, piece.offS(c.at()) / HALF_OFF_S);
                }
            }
        }
        double all = Math.max(1e-12, area);
        return new Suspect(crossing, traffic.largeness(crossing), on / all, timely / all);
    }
}
