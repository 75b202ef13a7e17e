package io.streetward.models.plates;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.plate.PlateCharacter;
import io.streetward.models.bundle.Task;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CtcDecoderTest {
    private static final int BLANK = -1;

    @Test
    void repeatsAreOneCharacterUnlessABlankParts() {
        assertThat(text(steps(Task.Blank.LAST, 0, 0, BLANK, 0, 1, 1, BLANK, BLANK), Task.Blank.LAST))
                .isEqualTo("aab");
    }

    @Test
    void theBlankMayBeTheFirstOutput() {
        assertThat(text(steps(Task.Blank.FIRST, BLANK, 2, 2, BLANK, 2, 0), Task.Blank.FIRST))
                .isEqualTo("cca");
    }

    @Test
    void nothingButBlanksIsNoWriting() {
        assertThat(text(steps(Task.Blank.LAST, BLANK, BLANK), Task.Blank.LAST)).isEmpty();
    }

    @Test
    void aCharacterHasTheBestProbabilityOfItsSteps() {
        CtcDecoder decoder = new CtcDecoder(List.of("a"), Task.Blank.LAST, Task.Activation.NONE);
        List<PlateCharacter> line = decoder.decode(FloatBuffer.wrap(new float[] {.6f, .4f, .9f, .1f, .7f, .3f}), 3);
        assertThat(line).hasSize(1);
        assertThat(line.get(0).confidence()).isEqualTo(.9f);
    }

    @Test
    void softmaxTurnsLogitsIntoProbabilities() {
        CtcDecoder decoder = new CtcDecoder(List.of("a"), Task.Blank.LAST, Task.Activation.SOFTMAX);
        List<PlateCharacter> line = decoder.decode(FloatBuffer.wrap(new float[] {300, 298}), 1);
        assertThat(line.get(0).confidence()).isEqualTo(1 / (1 + Math.exp(-2)), Offset.offset(1e-6));
    }

    private static String text(FloatBuffer steps, Task.Blank blank) {
        return new CtcDecoder(List.of("a", "b", "c"), blank, Task.Activation.NONE)
                .decode(steps, steps.capacity() / 4).stream()
                        .map(PlateCharacter::text)
                        .collect(Collectors.joining());
    }

    /** One step for each character's number, its output at .7. */
    private static FloatBuffer steps(Task.Blank blank, int... characters) {
        float[] data = new float[characters.length * 4];
        for (int t = 0; t < characters.length; t++) {
            for (int i = 0; i < 4; i++) {
                data[t * 4 + i] = .1f;
            }
            int blankAt = blank == Task.Blank.FIRST ? 0 : 3;
            int shift = blank == Task.Blank.FIRST ? 1 : 0;
            data[t * 4 + (characters[t] == BLANK ? blankAt : characters[t] + shift)] = .7f;
        }
        return FloatBuffer.wrap(data);
    }
}
