package io.streetward.models.training;

import java.util.List;
import java.util.SplittableRandom;

/** Random draws from one seed: the same seed, the same draws. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        // Neighbouring seeds must not give related streams: the generator's own mixing is spent first.
        this.random = new SplittableRandom(seed).split();
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Evenly on a logarithmic scale: sizes and strengths, where twice as much is one step. */
    double logBetween(double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    /** From {@code low} to {@code high}, both included. */
    int whole(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double gaussian() {
        return random.nextGaussian();
    }

    double angle() {
        return between(0, 2 * Math.PI);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** An index, each as likely as its weight says. */
    int weighted(List<Double> weights) {
        double left = random.nextDouble()
                * weights.stream().mapToDouble(Double::doubleValue).sum();
        for (int i = 0; i < weights.size(); i++) {
            left -= weights.get(i);
            if (left < 0) {
                return i;
            }
        }
        return weights.size() - 1;
    }

    /** A seed for draws that must come out the same more than once. */
    long seed() {
        return random.nextLong();
    }

    /** A field of noise of its own. */
    Noise noise() {
        return new Noise(random.nextLong());
    }
}
