package io.streetward.rules;

import io.streetward.detect.ChangeVerdict;
import io.streetward.scene.StaticRegion;
import java.util.Collection;
import java.util.List;

/**
 * What the second-stage model makes of pieces of ground; probabilities by area, over the pieces it was asked about.
 *
 * @param debris that it is loose material
 * @param mud that it is mud
 * @param judged share of the area it was asked about, 0..1; 0 without a model
 * @param streaks share of the area that lies in streaks, as wheels leave them, 0..1
 */
record Residue(double debris, double mud, double judged, double streaks) {
    private static final String DEBRIS = "debris";
    private static final String MUD = "mud";
    /** More likely nothing than something. */
    private static final double NOTHING = 0.5;

    /** A wheel's trace is many times as long as wide; askew in the picture it fills little of its box. */
    private static final double STREAK_LENGTHS = 2.5;

    private static final double STREAK_FILLS = 0.4;
    /** Wet sand has the colour of mud: the model must be plain about it, and most of it must be drawn out by wheels. */
    private static final double PLAINLY_MUD = 0.6;

    private static final double MOSTLY = 0.5;

    static Residue of(Collection<StaticRegion> regions) {
        double streaks = 0;
        double debris = 0;
        double mud = 0;
        double judged = 0;
        double all = 0;
        for (StaticRegion region : regions) {
            all += region.areaShare();
            streaks += isStreak(region) ? region.areaShare() : 0;
            ChangeVerdict verdict = region.verdict();
            if (verdict != null) {
                judged += region.areaShare();
                debris += region.areaShare() * verdict.probability(DEBRIS);
                mud += region.areaShare() * verdict.probability(MUD);
            }
        }
        return judged <= 0
                ? new Residue(0, 0, 0, 0)
                : new Residue(debris / judged, mud / judged, judged / all, streaks / all);
    }

    private static boolean isStreak(StaticRegion region) {
        double widthPx = region.box().w() * region.latest().widthPx();
        double heightPx = region.box().h() * region.latest().heightPx();
        double lengths = Math.max(widthPx, heightPx) / Math.max(1, Math.min(widthPx, heightPx));
        return lengths >= STREAK_LENGTHS
                || region.areaShare() <= STREAK_FILLS * region.box().area();
    }

    static Residue of(StaticRegion region) {
        return of(List.of(region));
    }

    boolean known() {
        return judged > 0;
    }

    double probability() {
        return Math.min(1, debris + mud);
    }

    /** A shadow, a wet spot, a vehicle: anything but material. */
    boolean isNothing() {
        return known() && probability() < NOTHING;
    }

    boolean isSomething(double atLeast) {
        return known() && probability() >= atLeast;
    }

    boolean isMud() {
        return known() && mud >= PLAINLY_MUD && mud > 2 * debris && streaks >= MOSTLY;
    }
}
