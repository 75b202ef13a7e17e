package io.streetward.detect;

import io.streetward.detect.Classification.Score;
import java.util.List;

/**
 * What became of a piece of ground.
 *
 * @param scores every label with its probability, the likeliest first; they add up to 1
 */
public record ChangeVerdict(List<Score> scores) {
    public ChangeVerdict {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("a verdict without labels");
        }
        scores = List.copyOf(scores);
    }

    /** The likeliest label. */
    public Score best() {
        return scores.get(0);
    }

    /** The probability of one label; 0 when the model does not know it. */
    public double probability(String label) {
        return scores.stream()
                .filter(score -> score.label().equals(label))
                .mapToDouble(Score::probability)
                .findFirst()
                .orElse(0);
    }
}
