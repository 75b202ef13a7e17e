package io.streetward.rules;

import java.util.Comparator;
import java.util.List;

/**
 * What several witnesses come to: log-odds add up where witnesses are independent, and the logistic function makes a
 * probability of the sum (naive Bayes; I. J. Good, Probability and the Weighing of Evidence, 1950).
 *
 * <p>A {@link Witness#weight()} is in nats: 0.7 doubles the odds, 2.2 makes them tenfold, a negative one speaks against.
 */
public final class Weighing {
    /** No rule is surer than 49 to 1, whatever its witnesses say: they share a camera and are never quite independent. */
    static final double GREATEST = 0.98;

    private Weighing() {}

    /** Log-odds: {@code prior} and every witness's weight × strength. */
    public static double logOdds(double prior, List<Witness> witnesses) {
        return prior
                + witnesses.stream().mapToDouble(w -> w.weight() * w.strength()).sum();
    }

    /**
     * How likely the event is, {@code 1 - GREATEST} to {@code GREATEST}.
     *
     * @param prior log-odds before any witness is heard
     */
    public static double probability(double prior, List<Witness> witnesses) {
        double p = 1 / (1 + Math.exp(-logOdds(prior, witnesses)));
        return Math.min(GREATEST, Math.max(1 - GREATEST, p));
    }

    /** What they say, weightiest first, without those that have nothing to say. */
    public static List<String> sentences(List<Witness> witnesses) {
        return witnesses.stream()
                .filter(w -> w.weight() * w.strength() != 0 && !w.says().isBlank())
                .sorted(Comparator.comparingDouble((Witness w) -> -Math.abs(w.weight() * w.strength())))
                .map(Witness::says)
                .toList();
    }
}
