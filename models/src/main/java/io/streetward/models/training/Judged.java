package io.streetward.models.training;

import java.util.List;

/**
 * A pair's right answer and what the model says.
 *
 * @param probabilities one for each of {@link ResidueLabel}, in order
 * @param what the situation, for counting errors by it
 */
public record Judged(ResidueLabel truth, List<Double> probabilities, String what) {
    public Judged {
        probabilities = List.copyOf(probabilities);
    }

    /** The likeliest label. */
    public ResidueLabel best() {
        ResidueLabel best = ResidueLabel.DEBRIS;
        for (ResidueLabel label : ResidueLabel.ORDER) {
            best = probability(label) > probability(best) ? label : best;
        }
        return best;
    }

    /** The probability of one label, 0..1. */
    public double probability(ResidueLabel label) {
        return probabilities.get(label.index());
    }

    /** The probability that something was left there, whichever. */
    public double residue() {
        return probability(ResidueLabel.DEBRIS) + probability(ResidueLabel.MUD);
    }

    static Judged of(LabelledPair pair, List<Float> logits, double temperature) {
        double max = logits.stream().mapToDouble(Float::doubleValue).max().orElse(0);
        List<Double> raised =
                logits.stream().map(v -> Math.exp((v - max) / temperature)).toList();
        double sum = raised.stream().mapToDouble(Double::doubleValue).sum();
        return new Judged(pair.label(), raised.stream().map(v -> v / sum).toList(), pair.what());
    }
}
