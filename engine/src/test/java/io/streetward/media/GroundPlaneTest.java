package io.streetward.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroundPlaneTest {
    private static final double HEIGHT_M = 6;
    /** Focal length in picture heights, of a picture as wide as high. */
    private static final double FOCAL = 0.8;

    private static final double TILT = Math.toRadians(20);

    /** A pinhole camera on a pole, looking along y and down. */
    private static NormalizedPoint seen(double xM, double yM) {
        double forward = yM * Math.cos(TILT) + HEIGHT_M * Math.sin(TILT);
        double down = HEIGHT_M * Math.cos(TILT) - yM * Math.sin(TILT);
        return new NormalizedPoint(0.5 + FOCAL * xM / forward, 0.5 + FOCAL * down / forward);
    }

    private static NormalizedPolygon square(double xM, double yM, double sideM) {
        return new NormalizedPolygon(
                List.of(seen(xM, yM), seen(xM + sideM, yM), seen(xM + sideM, yM + sideM), seen(xM, yM + sideM)));
    }

    private static GroundPlane calibrated(double originXM, double originYM) {
        return GroundPlane.of(
                List.of(seen(-3, 8), seen(3, 8), seen(3, 30), seen(-3, 30)),
                List.of(
                        new GroundPoint(originXM - 3, originYM + 8),
                        new GroundPoint(originXM + 3, originYM + 8),
                        new GroundPoint(originXM + 3, originYM + 30),
                        new GroundPoint(originXM - 3, originYM + 30)));
    }

    @Test
    void aSquareMetreIsOneNearAndFar() {
        GroundPlane plane = calibrated(0, 0);
        for (double yM : new double[] {8, 15, 29, 60}) {
            assertThat(plane.areaSquareMetres(square(-1, yM, 1)).getAsDouble())
                    .as("at %s m", yM)
                    .isCloseTo(1, within(1e-6));
        }
        assertThat(plane.areaSquareMetres(square(2, 12, 3)).getAsDouble()).isCloseTo(9, within(1e-6));
    }

    @Test
    void theOriginOfTheMetresDoesNotMatter() {
        // CGCS2000 grid coordinates run to millions of metres.
        assertThat(calibrated(500_000, 4_000_000)
                        .areaSquareMetres(square(-1, 20, 2))
                        .getAsDouble())
                .isCloseTo(4, within(1e-3));
    }

    @Test
    void aBoxIsItsFourCornersAndAThingInItIsItsShare() {
        GroundPlane flat = GroundPlane.of(
                List.of(
                        new NormalizedPoint(0, 0),
                        new NormalizedPoint(1, 0),
                        new NormalizedPoint(1, 1),
                        new NormalizedPoint(0, 1)),
                List.of(
                        new GroundPoint(0, 0),
                        new GroundPoint(20, 0),
                        new GroundPoint(20, 10),
                        new GroundPoint(0, 10)));
        NormalizedBox box = new NormalizedBox(0.1, 0.2, 0.2, 0.5);
        assertThat(flat.areaSquareMetres(box).getAsDouble()).isCloseTo(20, within(1e-9));
        assertThat(flat.areaSquareMetres(box, 0.05).getAsDouble()).isCloseTo(10, within(1e-9));
        assertThat(flat.areaSquareMetres(box, 0.5).getAsDouble()).isCloseTo(20, within(1e-9));
        assertThat(flat.areaSquareMetres(new NormalizedBox(0.1, 0.1, 0, 0), 0.01))
                .isEmpty();
    }

    @Test
    void whatReachesTheHorizonHasNoArea() {
        GroundPlane plane = calibrated(0, 0);
        double horizon = 0.5 - FOCAL * Math.tan(TILT);
        assertThat(plane.areaSquareMetres(new NormalizedBox(0.4, horizon + 0.02, 0.2, 0.2)))
                .isPresent();
        assertThat(plane.areaSquareMetres(new NormalizedBox(0.4, horizon - 0.02, 0.2, 0.2)))
                .isEmpty();
    }

    @Test
    void threePointsOnALineAreRefusedByName() {
        List<GroundPoint> metres =
                List.of(new GroundPoint(0, 0), new GroundPoint(5, 0), new GroundPoint(5, 5), new GroundPoint(0, 5));
        assertThatThrownBy(() -> GroundPlane.of(
                        List.of(
                                new NormalizedPoint(0.1, 0.9),
                                new NormalizedPoint(0.5, 0.5),
                                new NormalizedPoint(0.9, 0.1),
                                new NormalizedPoint(0.2, 0.2)),
                        metres))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points 1, 2 and 3 lie on one line in the picture");
        List<NormalizedPoint> corners = List.of(seen(-3, 8), seen(3, 8), seen(3, 30), seen(-3, 30));
        assertThatThrownBy(() -> GroundPlane.of(
                        corners,
                        List.of(
                                new GroundPoint(0, 0),
                                new GroundPoint(5, 0),
                                new GroundPoint(5, 5),
                                new GroundPoint(10, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points 1, 2 and 4 lie on one line in metres");
        assertThatThrownBy(() -> GroundPlane.of(corners.subList(0, 3), metres)).hasMessageContaining("got 3 and 4");
        GroundPoint same = new GroundPoint(1, 1);
        assertThatThrownBy(() -> GroundPlane.of(corners, List.of(same, same, same, same)))
                .hasMessageContaining("one and the same");
    }

    @Test
    void pointsInAnotherOrderAreRefused() {
        assertThatThrownBy(() -> GroundPlane.of(
                        List.of(seen(-3, 8), seen(3, 8), seen(3, 30), seen(-3, 30)),
                        List.of(
                                new GroundPoint(-3, 8),
                                new GroundPoint(3, 30),
                                new GroundPoint(3, 8),
                                new GroundPoint(-3, 30))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same order");
    }
}
