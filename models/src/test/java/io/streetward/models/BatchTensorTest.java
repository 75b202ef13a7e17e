package io.streetward.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.InputSpec;
import io.streetward.detect.ModelInput;
import io.streetward.models.bundle.TensorSpec;
import io.streetward.models.bundle.TensorSpec.Batch;
import io.streetward.models.bundle.TensorSpec.ElementType;
import io.streetward.models.bundle.TensorSpec.Layout;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTensorTest {
    private static final InputSpec INPUT = new InputSpec(5, 3, InputSpec.Fit.STRETCH, InputSpec.ColourOrder.RGB, 0);
    private static final int PIXELS = 15;

    @Test
    void floatsAreScaledAndNormalisedPerChannelInPlanes() {
        FloatBuffer values = fill(Layout.NCHW).asFloatBuffer();
        for (int picture = 0; picture < 2; picture++) {
            for (int c = 0; c < 3; c++) {
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    assertThat(values.get((picture * 3 + c) * PIXELS + pixel)).isEqualTo(expected(picture, pixel, c));
                }
            }
        }
        assertThat(values.remaining()).isEqualTo(2 * 3 * PIXELS);
    }

    @Test
    void orWithChannelsSideBySide() {
        FloatBuffer values = fill(Layout.NHWC).asFloatBuffer();
        for (int i = 0; i < 2 * 3 * PIXELS; i++) {
            assertThat(values.get(i)).isEqualTo(expected(i / (3 * PIXELS), i / 3 % PIXELS, i % 3));
        }
    }

    private static ByteBuffer fill(Layout layout) {
        TensorSpec spec = new TensorSpec(
                ElementType.FLOAT32, layout, 0.5, List.of(1.0, 2.0, 3.0), List.of(2.0, 4.0, 8.0), Batch.ANY);
        return new BatchTensor(INPUT, spec).fill(List.of(picture(0), picture(1)));
    }

    private static ModelInput picture(int number) {
        BlankInput picture = new BlankInput(INPUT);
        for (int i = 0; i < INPUT.sizeBytes(); i++) {
            picture.pixels().put(i, value(number, i));
        }
        return picture;
    }

    private static byte value(int picture, int index) {
        return (byte) (255 - 40 * picture - index);
    }

    private static float expected(int picture, int pixel, int channel) {
        int value = value(picture, pixel * 3 + channel) & 0xff;
        float std = 2 << channel;
        return value * (0.5f / std) - (channel + 1) / std;
    }
}
