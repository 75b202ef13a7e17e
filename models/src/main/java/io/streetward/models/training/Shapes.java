package io.streetward.models.training;

/** Masks of simple shapes; edges are soft over about a pixel. */
final class Shapes {
    private Shapes() {}

    /** An ellipse, turned; {@code soft} is the width of its edge in pixels. */
    static Mask ellipse(int side, double cx, double cy, double rx, double ry, double turn, double soft) {
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double scale = Math.min(rx, ry);
        return Mask.of(side, (x, y) -> {
            double u = (cos * (x - cx) + sin * (y - cy)) / rx;
            double v = (-sin * (x - cx) + cos * (y - cy)) / ry;
            return 0.5 + (1 - Math.sqrt(u * u + v * v)) * scale / soft;
        });
    }

    /** A rectangle, turned, with half extents. */
    static Mask box(int side, double cx, double cy, double hx, double hy, double turn, double soft) {
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        return Mask.of(side, (x, y) -> {
            double u = hx - Math.abs(cos * (x - cx) + sin * (y - cy));
            double v = hy - Math.abs(-sin * (x - cx) + cos * (y - cy));
            return 0.5 + Math.min(u, v) / soft;
        });
    }

    /** Everything on one side of a line through a point. */
    static Mask halfPlane(int side, double px, double py, double normal, double soft) {
        double nx = Math.cos(normal);
        double ny = Math.sin(normal);
        return Mask.of(side, (x, y) -> 0.5 + (nx * (x - px) + ny * (y - py)) / soft);
    }

    /**
     * An endless band along a direction, which wanders sideways.
     *
     * @param half half its width, pixels
     * @param wander how far it leaves the straight line, pixels
     */
    static Mask band(
            int side, double px, double py, double direction, double half, double soft, double wander, Noise noise) {
        double nx = -Math.sin(direction);
        double ny = Math.cos(direction);
        return Mask.of(side, (x, y) -> {
            double along = ny * (x - px) - nx * (y - py);
            double across = nx * (x - px) + ny * (y - py) + wander * noise.at(along / 20, 0.5);
            return 0.5 + (half - Math.abs(across)) / soft;
        });
    }

    /**
     * An irregular patch: an ellipse whose edge is eaten by noise.
     *
     * @param ragged how far noise moves the edge, as a share of the radius
     * @param grain size of the noise's largest lumps, pixels
     */
    static Mask lump(
            int side,
            double cx,
            double cy,
            double rx,
            double ry,
            double turn,
            double ragged,
            double grain,
            double soft,
            Noise noise) {
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double scale = Math.min(rx, ry);
        return Mask.of(side, (x, y) -> {
            double u = (cos * (x - cx) + sin * (y - cy)) / rx;
            double v = (-sin * (x - cx) + cos * (y - cy)) / ry;
            double edge = 1 - Math.sqrt(u * u + v * v) + ragged * noise.octaves(x / grain, y / grain, 3);
            return 0.5 + edge * scale / soft;
        });
    }
}
