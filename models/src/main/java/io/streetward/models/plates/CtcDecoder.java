package io.streetward.models.plates;

import io.streetward.detect.plate.PlateCharacter;
import io.streetward.models.bundle.Task;
import io.streetward.models.classify.Activations;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a line from a CTC model's outputs, greedily: the likeliest output of each step, repeats taken as one, blanks left
 * out (Graves et al., Connectionist Temporal Classification, 2006).
 */
final class CtcDecoder {
    private final List<String> alphabet;
    private final Task.Blank blank;
    private final Task.Activation activation;
    private final float[] step;

    /** Knows the characters, the blank left out. */
    CtcDecoder(List<String> alphabet, Task.Blank blank, Task.Activation activation) {
        this.alphabet = List.copyOf(alphabet);
        this.blank = blank;
        this.activation = activation;
        this.step = new float[alphabet.size() + 1];
    }

    /** Outputs per step: the characters and the blank. */
    int outputs() {
        return step.length;
    }

    /**
     * Reads.
     *
     * @param data {@code steps × outputs()} values, one step after the other
     * @return each character with its highest probability over its steps
     */
    List<PlateCharacter> decode(FloatBuffer data, int steps) {
        List<PlateCharacter> line = new ArrayList<>();
        int blankAt = blank == Task.Blank.FIRST ? 0 : alphabet.size();
        int running = blankAt;
        for (int t = 0; t < steps; t++) {
            data.get(t * step.length, step);
            Activations.apply(activation, step);
            int best = 0;
            for (int i = 1; i < step.length; i++) {
                if (step[i] > step[best]) {
                    best = i;
                }
            }
            if (best != blankAt) {
                String text = alphabet.get(blank == Task.Blank.FIRST ? best - 1 : best);
                double confidence = Math.min(1, step[best]);
                if (best != running) {
                    line.add(new PlateCharacter(text, confidence));
                } else if (confidence > line.get(line.size() - 1).confidence()) {
                    line.set(line.size() - 1, new PlateCharacter(text, confidence));
                }
            }
            running = best;
        }
        return line;
    }
}
