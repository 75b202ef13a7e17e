package io.streetward.models.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily.CenterNet;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CenterNetDecoderTest {
    private static final int LABELS = 3;
    private static final int ROWS = 2;
    private static final int COLUMNS = 4;
    private static final InputSpec INPUT =
            new InputSpec(COLUMNS * 4, ROWS * 4, InputSpec.Fit.LETTERBOX, InputSpec.ColourOrder.RGB, 0);

    private final BoxDecoder decoder =
            new CenterNetDecoder(INPUT, new CenterNet(4), Map.of(), new Thresholds(0.3f, 0.3f, 0.6f));
    private final Candidates found = new Candidates();

    @ParameterizedTest(name = "channels last: {0}")
    @ValueSource(booleans = {true, false})
    void aPeakBecomesABoxAroundItsCellsCorner(boolean channelsLast) {
        OutputTensor heat = map(2, LABELS, channelsLast);
        OutputTensor ltrb = map(2, 4, channelsLast);
        set(heat, 1, 2, 1, 3, 0.7f);
        for (int side = 0; side < 4; side++) {
            set(ltrb, 1, side, 1, 3, side + 1);
        }
        decoder.decode(List.of(heat, ltrb), 0, found);
        assertThat(found.size()).isZero();
        decoder.decode(List.of(heat, ltrb), 1, found);
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.label(0)).isEqualTo(2);
        assertThat(found.score(0)).isEqualTo(0.7f);
        assertThat(List.of(found.leftPx(0), found.topPx(0), found.rightPx(0), found.bottomPx(0)))
                .containsExactly(12f - 1, 4f - 2, 12f + 3, 4f + 4);
    }

    @Test
    void eachLabelHasItsOwnThreshold() {
        OutputTensor heat = map(1, LABELS, true);
        set(heat, 0, 0, 0, 0, 0.5f);
        set(heat, 0, 1, 0, 1, 0.29f);
        set(heat, 0, 2, 0, 2, 0.5f);
        OutputTensor ltrb = map(1, 4, true);
        for (int i = 0; i < ltrb.data().capacity(); i++) {
            ltrb.data().put(i, 1);
        }
        decoder.decode(List.of(heat, ltrb), 0, found);
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.label(0)).isZero();
    }

    @Test
    void outputsOfAnotherShapeAreRefusedWithWhatCameAndWhatWasExpected() {
        List<OutputTensor> outputs = List.of(map(1, 5, true), map(1, 4, true));
        assertThatThrownBy(() -> decoder.arrange(outputs, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("returned [1x5x2x4, 1x4x2x4], expected [heat 1x3x2x4, ltrb 1x4x2x4]");
    }

    private static OutputTensor map(int pictures, int channels, boolean channelsLast) {
        FloatBuffer data = FloatBuffer.allocate(pictures * channels * ROWS * COLUMNS);
        return new OutputTensor("", List.of(pictures, channels, ROWS, COLUMNS), data, channelsLast);
    }

    private static void set(OutputTensor map, int picture, int channel, int y, int x, float value) {
        map.data().put(map.index(picture, channel, y, x), value);
    }
}
