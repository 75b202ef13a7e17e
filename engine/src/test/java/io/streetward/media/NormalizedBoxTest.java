package io.streetward.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedBoxTest {
    private static final NormalizedBox UNIT = new NormalizedBox(0.2, 0.2, 0.4, 0.4);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the same box,            0.2, 0.2, 0.4, 0.4, 0.16, 1",
        "half beside,             0.4, 0.2, 0.4, 0.4, 0.08, 0.333333",
        "a quarter across,        0.4, 0.4, 0.4, 0.4, 0.04, 0.142857",
        "inside,                  0.3, 0.3, 0.2, 0.2, 0.04, 0.25",
        "around,                  0.0, 0.0, 1.0, 1.0, 0.16, 0.16",
        "touching along an edge,  0.6, 0.2, 0.4, 0.4, 0,    0",
        "apart,                   0.7, 0.7, 0.2, 0.2, 0,    0",
        "empty,                   0.3, 0.3, 0.0, 0.0, 0,    0",
        "reaching out,           -0.2, 0.2, 0.8, 0.4, 0.16, 0.5",
    })
    void overlap(String name, double x, double y, double w, double h, double intersection, double iou) {
        NormalizedBox other = new NormalizedBox(x, y, w, h);

        assertThat(UNIT.intersection(other)).as(name).isCloseTo(intersection, within(1e-6));
        assertThat(UNIT.iou(other)).as(name).isCloseTo(iou, within(1e-6));
        assertThat(other.iou(UNIT)).as(name + ", the other way round").isCloseTo(iou, within(1e-6));
    }

    @Test
    void twoEmptyBoxesOverlapByNothing() {
        NormalizedBox empty = new NormalizedBox(0.5, 0.5, 0, 0);

        assertThat(empty.iou(empty)).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "inside stays,        0.2,  0.3, 0.4, 0.5,   0.2, 0.3, 0.4, 0.5",
        "left and top cut,   -0.1, -0.2, 0.4, 0.5,   0.0, 0.0, 0.3, 0.3",
        "right and bottom,    0.8,  0.9, 0.4, 0.5,   0.8, 0.9, 0.2, 0.1",
        "wholly outside,      1.2,  0.3, 0.4, 0.5,   1.0, 0.3, 0.0, 0.5",
        "larger than all,    -1.0, -1.0, 3.0, 3.0,   0.0, 0.0, 1.0, 1.0",
    })
    void clippedToThePicture(
            String name, double x, double y, double w, double h, double cx, double cy, double cw, double ch) {
        NormalizedBox clipped = new NormalizedBox(x, y, w, h).clipped();

        assertThat(clipped.x()).as(name).isCloseTo(cx, within(1e-9));
        assertThat(clipped.y()).as(name).isCloseTo(cy, within(1e-9));
        assertThat(clipped.w()).as(name).isCloseTo(cw, within(1e-9));
        assertThat(clipped.h()).as(name).isCloseTo(ch, within(1e-9));
    }

    @Test
    void bottomCenterIsWhereAnUprightThingMeetsTheGround() {
        assertThat(new NormalizedBox(0.25, 0.5, 0.5, 0.25).bottomCenter()).isEqualTo(new NormalizedPoint(0.5, 0.75));
    }

    @Test
    void neighbouringBoxesStayNeighboursInPixels() {
        PixelBox left = new NormalizedBox(0, 0, 0.333, 1).toPixels(100, 50);
        PixelBox right = NormalizedBox.ofCorners(0.333, 0, 1, 1).toPixels(100, 50);

        assertThat(left).isEqualTo(new PixelBox(0, 0, 33, 50));
        assertThat(right).isEqualTo(new PixelBox(33, 0, 67, 50));
    }
}
