package io.streetward.models.decode;

import io.streetward.models.bundle.ModelLabel;
import java.util.List;

/** The score each label must reach; a NaN reaches none. */
final class Thresholds {
    private final float[] byLabel;
    private final float lowest;

    Thresholds(float... byLabel) {
        this.byLabel = byLabel.clone();
        float least = Float.POSITIVE_INFINITY;
        for (float threshold : byLabel) {
            least = Math.min(least, threshold);
        }
        this.lowest = least;
    }

    static Thresholds of(List<ModelLabel> labels) {
        float[] byLabel = new float[labels.size()];
        for (int i = 0; i < byLabel.length; i++) {
            byLabel[i] = (float) labels.get(i).confidence();
        }
        return new Thresholds(byLabel);
    }

    /** The same thresholds for scores before the sigmoid. */
    Thresholds asLogits() {
        float[] logits = new float[byLabel.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(byLabel[i] / (1.0 - byLabel[i]));
        }
        return new Thresholds(logits);
    }

    static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    int labels() {
        return byLabel.length;
    }

    float lowest() {
        return lowest;
    }

    /**
     * A label as a model writes it into a tensor: -1 where it stands for none.
     *
     * @throws IllegalArgumentException when the bundle has no label of that number
     */
    int labelOf(float written) {
        int label = Math.round(written);
        if (label >= byLabel.length) {
            throw new IllegalArgumentException("the model returned label number " + label + ", expected 0 to "
                    + (byLabel.length - 1) + ", as many as model.yaml has labels");
        }
        return Math.max(-1, label);
    }

    boolean reached(int label, float score) {
        return score >= byLabel[label];
    }

    /**
     * The label with the greatest score of those that reach their threshold, or -1.
     *
     * @param scores one per label, from index {@code from}
     * @param factor each is multiplied by this, such as the objectness
     */
    int strongest(float[] scores, int from, float factor) {
        int best = -1;
        float bestScore = Float.NEGATIVE_INFINITY;
        for (int label = 0; label < byLabel.length; label++) {
            float score = scores[from + label] * factor;
            if (score > bestScore && score >= byLabel[label]) {
                best = label;
                bestScore = score;
            }
        }
        return best;
    }
}
