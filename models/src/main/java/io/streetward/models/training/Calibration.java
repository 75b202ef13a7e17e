package io.streetward.models.training;

import java.util.List;

/**
 * Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017): one number that divides all
 * logits, chosen so that pairs never trained on are as likely as possible.
 */
public final class Calibration {
    private static final double LOWEST = 0.25;
    private static final double HIGHEST = 4;
    private static final int STEPS = 40;

    private Calibration() {}

    /** The temperature; above 1 when the network is too sure of itself. */
    public static double temperature(List<LabelledPair> pairs, List<List<Float>> logits) {
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        for (int i = 0; i < STEPS; i++) { // the loss has one valley along the logarithm
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (loss(pairs, logits, Math.exp(left)) < loss(pairs, logits, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double loss(List<LabelledPair> pairs, List<List<Float>> logits, double temperature) {
        double sum = 0;
        for (int i = 0; i < pairs.size(); i++) {
            Judged judged = Judged.of(pairs.get(i), logits.get(i), temperature);
            sum -= Math.log(Math.max(1e-12, judged.probability(judged.truth())));
        }
        return sum / pairs.size();
    }

    /** What the model says of pairs, their logits divided by the temperature. */
    public static List<Judged> judge(List<LabelledPair> pairs, List<List<Float>> logits, double temperature) {
        return java.util.stream.IntStream.range(0, pairs.size())
                .mapToObj(i -> Judged.of(pairs.get(i), logits.get(i), temperature))
                .toList();
    }
}
