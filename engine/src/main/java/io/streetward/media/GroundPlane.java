package io.streetward.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Where a picture's ground lies in metres: the plane projective map (homography) through four points, by the direct linear
 * transform (Hartley and Zisserman, Multiple View Geometry, 2nd edition, 4.1), with both sets of points moved and scaled
 * to the unit around their centre before it is solved (4.4.4), so that it is well conditioned whatever the units.
 *
 * <p>Holds for what lies flat on that one plane, in pictures of the same view and of a lens without much distortion.
 */
public final class GroundPlane {
    private static final int POINTS = 4;
    /**
     * Three points whose triangle is smaller than this share of the square of their spread are taken for a line: a corner
     * marked 1 % off along it would move the far ground by as much as its own distance.
     */
    private static final double LEAST_TRIANGLE = 0.01;

    private final Similarity picture;
    private final Similarity ground;
    /** Row-major 3 × 3, from the centred picture to the centred ground; the last element is 1. */
    private final double[] map;

    private GroundPlane(Similarity picture, Similarity ground, double[] map) {
        this.picture = picture;
        this.ground = ground;
        this.map = map;
    }

    /**
     * The plane on which four points of the picture, 0..1, are four points of the street.
     *
     * @param inPicture four, no three of them on one line; the farther apart the better
     * @param onGround the same four in the same order
     * @throws IllegalArgumentException where these do not fix a plane, saying which points and why
     */
    public static GroundPlane of(List<NormalizedPoint> inPicture, List<GroundPoint> onGround) {
        if (inPicture.size() != POINTS || onGround.size() != POINTS) {
            throw new IllegalArgumentException(
                    "ground plane: expected 4 points in the picture and the same 4 in metres, got " + inPicture.size()
                            + " and " + onGround.size());
        }
        List<Plane> from = inPicture.stream().map(p -> new Plane(p.x(), p.y())).toList();
        List<Plane> to = onGround.stream().map(p -> new Plane(p.xM(), p.yM())).toList();
        Similarity picture = Similarity.around(from, "picture");
        Similarity ground = Similarity.around(to, "metres");
        List<Plane> centredFrom = from.stream().map(picture::apply).toList();
        List<Plane> centredTo = to.stream().map(ground::apply).toList();
        requireNoLine(centredFrom, "in the picture");
        requireNoLine(centredTo, "in metres");
        requireSameOrder(centredFrom, centredTo);
        return new GroundPlane(picture, ground, solve(centredFrom, centredTo));
    }

    /**
     * Square metres of ground inside a polygon of the picture; straight edges stay straight, so it is exact.
     *
     * @return empty where the polygon reaches the horizon
     */
    public OptionalDouble areaSquareMetres(NormalizedPolygon polygon) {
        List<Plane> corners = new ArrayList<>();
        for (NormalizedPoint corner : polygon.corners()) {
            Plane centred = picture.apply(new Plane(corner.x(), corner.y()));
            if (depth(centred) <= 0) {
                return OptionalDouble.empty();
            }
            corners.add(project(centred));
        }
        double twice = 0;
        Plane a = corners.get(corners.size() - 1);
        for (Plane b : corners) {
            twice += a.x * b.y - b.x * a.y;
            a = b;
        }
        return OptionalDouble.of(Math.abs(twice) / 2 / (ground.scale * ground.scale));
    }

    /**
     * Square metres of ground inside a box of the picture.
     *
     * @return empty where the box reaches the horizon
     */
    public OptionalDouble areaSquareMetres(NormalizedBox box) {
        return areaSquareMetres(new NormalizedPolygon(List.of(
                new NormalizedPoint(box.x(), box.y()),
                new NormalizedPoint(box.right(), box.y()),
                new NormalizedPoint(box.right(), box.bottom()),
                new NormalizedPoint(box.x(), box.bottom()))));
    }

    /**
     * Square metres of a thing that fills a part of a box, spread evenly over it.
     *
     * @param areaShare share of the picture that it covers, 0..1, at most the box's
     * @return empty where the box reaches the horizon, or is empty
     */
    public OptionalDouble areaSquareMetres(NormalizedBox box, double areaShare) {
        OptionalDouble whole = areaSquareMetres(box);
        return whole.isEmpty() || box.area() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(whole.getAsDouble() * Math.min(1, areaShare / box.area()));
    }

    /** Positive on the camera's side of the horizon. */
    private double depth(Plane centred) {
        return map[6] * centred.x + map[7] * centred.y + map[8];
    }

    /** On the centred ground. */
    private Plane project(Plane centred) {
        double w = depth(centred);
        return new Plane(
                (map[0] * centred.x + map[1] * centred.y + map[2]) / w,
                (map[3] * centred.x + map[4] * centred.y + map[5]) / w);
    }

    /** With the last element 1, which it may be: that is the depth of the points' centre, which lies on the ground. */
    private static double[] solve(List<Plane> from, List<Plane> to) {
        double[][] rows = new double[2 * POINTS][];
        for (int i = 0; i < POINTS; i++) {
            Plane p = from.get(i);
            Plane q = to.get(i);
            rows[2 * i] = new double[] {p.x, p.y, 1, 0, 0, 0, -p.x * q.x, -p.y * q.x, q.x};
            rows[2 * i + 1] = new double[] {0, 0, 0, p.x, p.y, 1, -p.x * q.y, -p.y * q.y, q.y};
        }
        double[] map = new double[2 * POINTS + 1];
        System.arraycopy(LinearSystem.solve(rows), 0, map, 0, 2 * POINTS);
        map[2 * POINTS] = 1;
        return map;
    }

    private static void requireNoLine(List<Plane> points, String where) {
        for (int left = 0; left < POINTS; left++) {
            List<Integer> three = new ArrayList<>(List.of(0, 1, 2, 3));
            three.remove(left);
            if (Math.abs(turn(points, left)) / 2 < LEAST_TRIANGLE) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "ground plane: points %d, %d and %d lie on one line %s",
                        three.get(0) + 1,
                        three.get(1) + 1,
                        three.get(2) + 1,
                        where));
            }
        }
    }

    /**
     * A map of one plane to another that puts no point beyond the horizon keeps the turning sense of every three points, or,
     * where the axes in metres are left-handed, reverses that of each.
     */
    private static void requireSameOrder(List<Plane> from, List<Plane> to) {
        boolean mirrored = turn(from, 0) > 0 != turn(to, 0) > 0;
        for (int left = 1; left < POINTS; left++) {
            if (turn(from, left) > 0 != turn(to, left) > 0 != mirrored) {
                throw new IllegalArgumentException(
                        "ground plane: the points in metres are not in the same order as those in"
                                + " the picture, or some lie beyond the horizon of the others");
            }
        }
    }

    /** Twice the signed area of the triangle without one of the points. */
    private static double turn(List<Plane> points, int left) {
        List<Plane> three = new ArrayList<>(points);
        three.remove(left);
        Plane a = three.get(0);
        Plane b = three.get(1);
        Plane c = three.get(2);
        return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    }

    /** A point of either plane. */
    private record Plane(double x, double y) {}

    /** Moves points to their centre and scales them to a mean distance of 1 from it. */
    private record Similarity(double centreX, double centreY, double scale) {
        static Similarity around(List<Plane> points, String unit) {
            double x = points.stream().mapToDouble(Plane::x).average().orElseThrow();
            double y = points.stream().mapToDouble(Plane::y).average().orElseThrow();
            double spread = points.stream()
                    .mapToDouble(p -> Math.hypot(p.x - x, p.y - y))
                    .average()
                    .orElseThrow();
            if (!(spread > 0) || Double.isInfinite(spread)) {
                throw new IllegalArgumentException("ground plane: the four points (" + unit + ") are one and the same");
            }
            return new Similarity(x, y, 1 / spread);
        }

        Plane apply(Plane p) {
            return new Plane((p.x - centreX) * scale, (p.y - centreY) * scale);
        }
    }
}
