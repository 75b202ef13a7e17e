package io.streetward.models.plates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextRegionsTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 20;
    private final float[] map = new float[WIDTH * HEIGHT];
    private final TextRegions regions = new TextRegions(0.3, 0.5, 1.5);

    private void draw(int left, int top, int right, int bottom, float probability) {
        for (int y = top; y < bottom; y++) {
            Arrays.fill(map, y * WIDTH + left, y * WIDTH + right, probability);
        }
    }

    private List<TextRegions.Region> find() {
        return regions.find(FloatBuffer.wrap(map), WIDTH, HEIGHT);
    }

    @Test
    void aRegionIsMovedOutByItsAreaOverItsPerimeter() {
        draw(10, 5, 30, 10, 0.9f);
        assertThat(find()).hasSize(1);
        TextRegions.Region region = find().get(0);
        double out = 20 * 5 * 1.5 / 50; // 3 cells
        assertThat(List.of(region.left(), region.top(), region.right(), region.bottom()))
                .containsExactly(10 - out, 5 - out, 30 + out, 10 + out);
        assertThat(region.score()).isBetween(0.89, 0.91);
    }

    @Test
    void partedPiecesAreTwoAndTheSurerComesFirst() {
        draw(1, 1, 10, 5, 0.6f);
        draw(20, 1, 30, 5, 0.8f);
        assertThat(find())
                .extracting(TextRegions.Region::score)
                .satisfiesExactly(
                        first -> assertThat(first).isGreaterThan(0.79),
                        second -> assertThat(second).isLessThan(0.61));
    }

    @Test
    void cellsThatTouchAtACornerBelongTogether() {
        draw(1, 1, 10, 5, 0.8f);
        draw(10, 5, 20, 9, 0.8f);
        assertThat(find()).hasSize(1);
    }

    @Test
    void specksAndFaintPiecesAreNoWriting() {
        draw(1, 1, 3, 3, 0.9f);
        draw(20, 5, 35, 10, 0.4f);
        assertThat(find()).isEmpty();
    }

    @Test
    void whatIsInOneMapIsForgottenInTheNext() {
        draw(10, 5, 30, 10, 0.9f);
        find();
        Arrays.fill(map, 0);
        assertThat(find()).isEmpty();
    }
}
