package io.streetward.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Weighs what speaks for vending. Weights are log-odds, see {@link Weighing}: judgements, so that somebody who stays beside
 * an umbrella or a lasting change is just enough, beside a parked bicycle is not, and goods by label make it plain.
 */
final class VendingWitnesses {
    /** One group in twelve that lingers beside something new sells something. */
    private static final double PRIOR = -2.5;
    /** A shop is its own vendor: two things in three that stand before it for long are its goods. */
    private static final double SHOP_PRIOR = -1;

    private static final double VENDOR = 2;
    /** Below a third of the time it is passers-by who stop; above four fifths it is somebody who works there. */
    private static final double LEAST_ATTENDED = 0.3;

    private static final double PLAINLY_ATTENDED = 0.8;
    private static final double VISITORS = 0.4;
    private static final int MANY_VISITORS = 4;
    private static final int WARES_HEARD = 4;

    private VendingWitnesses() {}

    static double prior(boolean shop) {
        return shop ? SHOP_PRIOR : PRIOR;
    }

    static List<Witness> of(StallSite site) {
        List<Witness> heard = new ArrayList<>();
        double share = site.attendedShare();
        heard.add(new Witness(
                "vendor_stays",
                Math.max(0, Math.min(1, (share - LEAST_ATTENDED) / (PLAINLY_ATTENDED - LEAST_ATTENDED))),
                VENDOR,
                String.format(Locale.ROOT, "somebody lingered beside it %.0f %% of the time", 100 * share)));
        site.wares().stream()
                .sorted(Comparator.comparingDouble(Ware::worth).reversed())
                .limit(WARES_HEARD)
                .forEach(ware -> addOnce(heard, ware));
        heard.add(new Witness(
                "visitors",
                Math.min(1, Math.max(0, site.visitors() - 1) / (MANY_VISITORS - 1.0)),
                VISITORS,
                site.visitors() + " persons lingered there in turn"));
        return heard;
    }

    /** Two bananas are not twice the evidence: of each name the strongest speaks. */
    private static void addOnce(List<Witness> heard, Ware ware) {
        if (heard.stream().noneMatch(w -> w.name().equals(ware.name()))) {
            heard.add(new Witness(ware.name(), ware.strength(), ware.weight(), ware.what() + " stays there"));
        }
    }
}
