package io.streetward.rules;

import io.streetward.rules.Suspects.Suspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Weighs what speaks for a spill. Weights are log-odds, see {@link Weighing}; they are judgements, not fits, since nobody
 * has enough spills on record: the model's verdict says most, the wake next, and none of the rest alone can turn it.
 */
final class SpillWitnesses {
    /**
     * A change that lasts on a carriageway, is neither vehicle nor person, and came as a vehicle passed: about even between
     * material and a shadow's edge, a wet spot or a patched road.
     */
    static final double PRIOR = 0;

    /** A verdict of 90 % is worth 1.8: six to one. */
    private static final double VERDICT = 2.2;

    private static final double WAKE = 1.0;
    private static final double LARGE = 0.7;
    private static final double PERSON = -1.5;
    private static final double CONTRAST = 0.4;
    private static final double AREA = 0.4;
    /** Grey levels from which on a change is plain: four times the noise of a camera by day. */
    private static final double PLAIN_CONTRAST = 40;
    /** Times the least area from which on size says no more. */
    private static final double PLAIN_AREA = 5;

    private SpillWitnesses() {}

    /**
     * Hears them.
     *
     * @param suspects likeliest first
     * @param personNear closeness of a person on foot or two wheels who was there at the time, 0..1
     * @param timesLeast area as a multiple of the least
     */
    static List<Witness> of(Spill spill, List<Suspect> suspects, double personNear, double timesLeast) {
        List<Witness> heard = new ArrayList<>();
        Residue residue = Residue.of(spill.present().stream().map(Piece::region).toList());
        if (residue.known()) {
            double signed = 2 * residue.probability() - 1;
            heard.add(new Witness(
                    "residue",
                    Math.abs(signed) * residue.judged(),
                    Math.copySign(VERDICT, signed),
                    String.format(
                            Locale.ROOT,
                            "by its look before and after it is %s (probability %.2f)",
                            residue.isMud() ? "mud" : residue.isNothing() ? "nothing that was dropped" : "debris",
                            residue.isMud() ? residue.mud() : residue.probability())));
        } else {
            heard.add(new Witness("residue", 0, VERDICT, ""));
        }
        if (!suspects.isEmpty()) {
            Suspect likeliest = suspects.get(0);
            heard.add(new Witness(
                    "wake",
                    likeliest.onPieces() * likeliest.inTime(),
                    WAKE,
                    "it lies where a vehicle passed just before it was first seen"));
            heard.add(new Witness(
                    "large_vehicle", likeliest.largeness(), LARGE, "the likeliest vehicle looks like a large one"));
        }
        if (personNear > 0) {
            heard.add(new Witness(
                    "person", personNear, PERSON, "someone was there on foot or two wheels when it appeared"));
        }
        double contrast = spill.present().stream()
                .mapToDouble(p -> p.region().contrast())
                .average()
                .orElse(0);
        heard.add(new Witness(
                "contrast",
                Math.min(1, contrast / PLAIN_CONTRAST),
                CONTRAST,
                String.format(Locale.ROOT, "it differs from the road by %.0f grey levels", contrast)));
        heard.add(new Witness("area", Math.min(1, timesLeast / PLAIN_AREA), AREA, ""));
        return List.copyOf(heard);
    }

    /** How near anyone on foot or two wheels came while it fell, 0..1. */
    static double personNear(Spill spill, Traffic traffic, SpillageLimits limits) {
        double near = 0;
        for (Piece piece : spill.bulk()) {
            for (Crossing c : traffic.peopleOver(piece.box(), piece.windowStart(limits), piece.windowEnd())) {
                near = Math.max(near, c.closeness());
            }
        }
        return near;
    }
}
