package io.streetward.models.classify;

import io.streetward.models.bundle.Task.Activation;

/** From a model's outputs to probabilities. */
public final class Activations {
    private Activations() {}

    /** Turns one row of outputs into probabilities, in place. */
    public static void apply(Activation activation, float[] row) {
        switch (activation) {
            case SOFTMAX -> softmax(row);
            case SIGMOID -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) (1 / (1 + Math.exp(-row[i])));
                }
            }
            case NONE -> {}
        }
    }

    private static void softmax(float[] row) {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : row) {
            max = Math.max(max, value);
        }
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) Math.exp(row[i] - max); // the largest is 1: nothing overflows
            sum += row[i];
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (row[i] / sum);
        }
    }
}
