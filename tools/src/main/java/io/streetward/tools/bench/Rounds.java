package io.streetward.tools.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Layers measured in turn, a stretch each per round, each round beginning with another: what disturbs the machine for a
 * while disturbs all alike. A ratio is the median over rounds of the ratio within a round.
 */
final class Rounds {
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    /**
     * Measures.
     *
     * @param count rounds that count; one before them does not
     * @param done told after each round how many are done
     */
    static Rounds measure(List<? extends Layer> layers, int count, Duration stretch, IntConsumer done)
            throws BenchException {
        Rounds rounds = new Rounds();
        for (Layer layer : layers) {
            rounds.samples.put(layer.name(), new ArrayList<>());
            layer.run(stretch);
        }
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < layers.size(); i++) {
                Layer layer = layers.get((i + round) % layers.size());
                rounds.of(layer.name()).add(layer.run(stretch));
            }
            done.accept(round + 1);
        }
        return rounds;
    }

    private List<Sample> of(String layer) {
        List<Sample> found = samples.get(layer);
        if (found == null) {
            throw new IllegalArgumentException(layer + " was not measured, only " + samples.keySet());
        }
        return found;
    }

    /** All rounds of one layer together. */
    Sample total(String layer) {
        return Sample.sum(of(layer));
    }

    /** Median of {@code layer}'s throughput over {@code yardstick}'s. */
    double ratio(String layer, String yardstick) {
        return ratio(layer, yardstick, Sample::picturesPerSecond);
    }

    /** The same of CPU time per picture: above 1 costs more. */
    double cpuRatio(String layer, String yardstick) {
        return ratio(layer, yardstick, Sample::cpuMsPerPicture);
    }

    private double ratio(String layer, String yardstick, ToDoubleFunction<Sample> figure) {
        List<Sample> mine = of(layer);
        List<Sample> theirs = of(yardstick);
        double[] ratios = new double[mine.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(mine.get(i)) / figure.applyAsDouble(theirs.get(i));
        }
        Arrays.sort(ratios);
        int middle = ratios.length / 2;
        return ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
    }
}
