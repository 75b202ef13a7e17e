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
 */
record Residue(double debris, double mud, double judged) {
    private static final String DEBRIS = "debris";
    private static final String MUD = "mud";
    /** More likely nothing than something. */
    private static final double NOTHING = 0.5;

    static Residue of(Collection<StaticRegion> regions) {
        double debris = 0;
        double mud = 0;
        double judged = 0;
        double all = 0;
        for (StaticRegion region : regions) {
            all += region.areaShare();
            ChangeVerdict verdict = region.verdict();
            if (verdict != null) {
                judged += region.areaShare();
                debris += region.areaShare() * verdict.probability(DEBRIS);
                mud += region.areaShare() * verdict.probability(MUD);
            }
        }
        return judged <= 0 ? new Residue(0, 0, 0) : new Residue(debris / judged, mud / judged, judged / all);
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
        return known() && mud > debris && mud >= NOTHING / 2;
    }
}
