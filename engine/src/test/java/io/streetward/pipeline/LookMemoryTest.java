package io.streetward.pipeline;

import static io.streetward.pipeline.Looks.frame;
import static io.streetward.pipeline.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.InputSpec;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ModelInputPool;
import io.streetward.media.NormalizedBox;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookMemoryTest {
    private static final InputSpec SPEC =
            new InputSpec(512, 512, InputSpec.Fit.LETTERBOX, InputSpec.ColourOrder.RGB, 0);
    private static final NormalizedBox CAR = new NormalizedBox(0.6, 0.6, 0.1, 0.1);

    private final ModelInputPool pool = new ModelInputPool(SPEC, 2);
    private final LookMemory memory = new LookMemory(Looks.CAMERA);
    private final Random random = new Random(1);

    /** A grey street with sensor noise of 3 levels, and a person on it when {@code personWidthPx} is not 0. */
    private PictureBlocks picture(int personWidthPx) {
        try (ModelInput input = pool.lend(frame(0))) {
            assertThat(input).isNotNull();
            ByteBuffer pixels = input.pixels();
            for (int i = 0; i < SPEC.sizeBytes(); i++) {
                pixels.put(i, (byte) Math.round(100 + 3 * random.nextGaussian()));
            }
            for (int y = 300; y < 300 + 2 * personWidthPx; y++) {
                for (int x = 0; x < personWidthPx * 3; x++) {
                    int at = (y * 512 + 200) * 3 + x;
                    pixels.put(at, (byte) (pixels.get(at) - 40));
                }
            }
            return PictureBlocks.of(input, SPEC);
        }
    }

    private void lookAt(double seconds, PictureBlocks picture) {
        memory.submitted(frame(seconds));
        memory.answered(look(seconds, CAR), picture);
    }

    @Test
    void anUnchangedPictureHasTheLastAnswerAtItsOwnTime() {
        assertThat(memory.recall(frame(0), picture(0))).isNull();
        lookAt(0, picture(0));
        assertThat(memory.recall(frame(2), picture(0))).isEqualTo(look(2, CAR));
    }

    @Test
    void aSmallPersonIsAChange() {
        lookAt(0, picture(0));
        assertThat(memory.recall(frame(2), picture(6))).isNull();
    }

    @Test
    void nothingIsRecalledWhileAnAnswerIsOnItsWay() {
        lookAt(0, picture(0));
        memory.submitted(frame(2));
        assertThat(memory.recall(frame(4), picture(0))).isNull();
    }

    @Test
    void evenAnUnchangedPictureIsLookedAtNowAndThen() {
        lookAt(0, picture(0));
        assertThat(memory.recall(frame(5.9), picture(0))).isNotNull();
        assertThat(memory.recall(frame(10), picture(0))).isNull();
    }
}
