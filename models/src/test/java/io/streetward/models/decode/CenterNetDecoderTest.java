package io.streetward.models.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.detect.InputSpec;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CenterNetDecoderTest {
    private static final int LABELS = 3;
    private static final int ROWS = 2;
    private static final int COLUMNS = 4;
    private static final InputSpec INPUT =
            new InputSpec(COLUMNS * 4, ROWS * 4, InputSpec.Fit.LETTERBOX, InputSpec.ColourOrder.RGB, 0);

    private final BoxDecoder decoder = new CenterNetDecoder(INPUT, 4, new float[] {0.3f, 0.3f, 0.6f});
    private final Candidates found = new Candidates();

    @ParameterizedTest(name = "channels last: {0}")
    @ValueSource(booleans = {true, false})
    void aPeakBecomesABoxAroundItsCellsCorner(boolean channelsLast) {
        FeatureMap heat = map(2, LABELS, channelsLast);
        FeatureMap ltrb = map(2, 4, channelsLast);
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
        FeatureMap heat = map(1, LABELS, true);
        set(heat, 0, 0, 0, 0, 0.5f);
        set(heat, 0, 1, 0, 1, 0.29f);
        set(heat, 0, 2, 0, 2, 0.5f);
        decoder.decode(List.of(heat, map(1, 4, true)), 0, found);
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.label(0)).isZero();
    }

    @Test
    void outputsOfAnotherShapeAreRefusedWithWhatCameAndWhatWasExpected() {
        List<FeatureMap> outputs = List.of(map(1, 5, true), map(1, 4, true));
        assertThatThrownBy(() -> decoder.check(outputs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("returned [5x2x4, 4x2x4], expected [3x2x4, 4x2x4]");
    }

    private static FeatureMap map(int pictures, int channels, boolean channelsLast) {
        FloatBuffer data = FloatBuffer.allocate(pictures * channels * ROWS * COLUMNS);
        return new FeatureMap(data, pictures, channels, ROWS, COLUMNS, channelsLast);
    }

    private static void set(FeatureMap map, int picture, int channel, int y, int x, float value) {
        map.data().put(map.index(picture, channel, y, x), value);
    }
}
