package io.streetward.detect;

import io.streetward.media.FrameRef;
import java.util.List;

/**
 * What a classifier says of one object in one picture.
 *
 * @param object which object
 * @param scores every label with its probability, the likeliest first; they add up to 1 where the labels exclude each
 *     other, and are independent where they do not
 */
public record Classification(FrameRef frame, ObjectKey object, List<Score> scores) {
    public Classification {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("a classification of " + object + " without labels");
        }
        scores = List.copyOf(scores);
    }

    /**
     * One label.
     *
     * @param probability 0..1
     */
    public record Score(String label, double probability) {}

    /** The likeliest label. */
    public Score best() {
        return scores.get(0);
    }

    /** The probability of one label; 0 when the model does not know it. */
    public double probability(String label) {
        for (Score score : scores) {
            if (score.label().equals(label)) {
                return score.probability();
            }
        }
        return 0;
    }
}
