package io.streetward.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizedPolygonTest {
    private static final NormalizedPolygon SQUARE = polygon(0.2, 0.2, 0.8, 0.2, 0.8, 0.8, 0.2, 0.8);
    private static final NormalizedPolygon TRIANGLE = polygon(0.0, 0.0, 1.0, 0.0, 0.0, 1.0);
    /** A kerb round a corner: what is concave about it lies at the upper right. */
    private static final NormalizedPolygon L_SHAPE =
            polygon(0.1, 0.1, 0.4, 0.1, 0.4, 0.6, 0.9, 0.6, 0.9, 0.9, 0.1, 0.9);
    /** Crosses itself: by the even-odd rule the middle is outside. */
    private static final NormalizedPolygon PENTAGRAM = polygon(0.5, 0.0, 0.8, 1.0, 0.0, 0.4, 1.0, 0.4, 0.2, 1.0);

    static Stream<Arguments> points() {
        return Stream.of(
                Arguments.of("middle of a square", SQUARE, 0.5, 0.5, true),
                Arguments.of("left of a square", SQUARE, 0.1, 0.5, false),
                Arguments.of("right of a square", SQUARE, 0.9, 0.5, false),
                Arguments.of("above a square", SQUARE, 0.5, 0.1, false),
                Arguments.of("below a square", SQUARE, 0.5, 0.9, false),
                Arguments.of("level with a corner, outside", SQUARE, 0.1, 0.2, false),
                Arguments.of("just inside a corner", SQUARE, 0.201, 0.201, true),
                Arguments.of("within a triangle", TRIANGLE, 0.3, 0.3, true),
                Arguments.of("beyond the hypotenuse", TRIANGLE, 0.6, 0.6, false),
                Arguments.of("level with a triangle's tip", TRIANGLE, 0.5, 1.0, false),
                Arguments.of("upright of an L", L_SHAPE, 0.25, 0.3, true),
                Arguments.of("foot of an L", L_SHAPE, 0.7, 0.75, true),
                Arguments.of("notch of an L", L_SHAPE, 0.7, 0.3, false),
                Arguments.of("tip of a pentagram", PENTAGRAM, 0.5, 0.2, true),
                Arguments.of("middle of a pentagram", PENTAGRAM, 0.5, 0.55, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("points")
    void containsByTheEvenOddRule(String name, NormalizedPolygon polygon, double x, double y, boolean inside) {
        NormalizedPoint point = new NormalizedPoint(x, y);

        assertThat(polygon.contains(point)).as(name).isEqualTo(inside);
        assertThat(reversed(polygon).contains(point))
                .as(name + ", other winding")
                .isEqualTo(inside);
    }

    @Test
    void twoCornersAreNoPolygon() {
        assertThatThrownBy(() -> polygon(0, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a polygon needs at least 3 corners, got 2");
    }

    private static NormalizedPolygon polygon(double... xy) {
        List<NormalizedPoint> corners = new ArrayList<>();
        for (int i = 0; i < xy.length; i += 2) {
            corners.add(new NormalizedPoint(xy[i], xy[i + 1]));
        }
        return new NormalizedPolygon(corners);
    }

    private static NormalizedPolygon reversed(NormalizedPolygon polygon) {
        List<NormalizedPoint> corners = new ArrayList<>(polygon.corners());
        Collections.reverse(corners);
        return new NormalizedPolygon(corners);
    }
}
