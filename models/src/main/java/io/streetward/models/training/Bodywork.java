package io.streetward.models.training;

/**
 * Draws a made thing from parts in its own coordinates: −1..1 across and −1..1 down, leaning as a camera beside or above
 * the road sees it.
 */
final class Bodywork {
    private final Raster picture;
    private final double cx;
    private final double cy;
    private final double halfWidth;
    private final double halfHeight;
    private final double lean;
    private final double slope;
    private final double alpha;

    /**
     * Where and how.
     *
     * @param lean how far the bottom is moved across against the top, in half widths
     * @param slope how far the right is moved down against the left, in half heights
     * @param alpha how much of it shows, 0..1
     */
    Bodywork(
            Raster picture,
            double cx,
            double cy,
            double halfWidth,
            double halfHeight,
            double lean,
            double slope,
            double alpha) {
        this.picture = picture;
        this.cx = cx;
        this.cy = cy;
        this.halfWidth = halfWidth;
        this.halfHeight = halfHeight;
        this.lean = lean;
        this.slope = slope;
        this.alpha = alpha;
    }

    /** What a part looks like, from its place in the thing's coordinates. */
    interface Finish {
        Tint at(double u, double v);
    }

    /** A rounded rectangle about a point, with half extents. */
    Bodywork part(double u, double v, double hu, double hv, double rounding, Finish finish) {
        double soft = 1 / Math.max(1, Math.min(halfWidth, halfHeight));
        double corner = rounding * Math.min(hu, hv);
        Mask mask = Mask.of(picture.side(), (x, y) -> {
            double du = Math.abs(u(x, y) - u) - hu + corner;
            double dv = Math.abs(v(x, y) - v) - hv + corner;
            double outside = Math.hypot(Math.max(0, du), Math.max(0, dv)) + Math.min(0, Math.max(du, dv)) - corner;
            return alpha * Mask.clamp(0.5 - outside / soft);
        });
        picture.blend(mask, (x, y) -> finish.at(u(x, y), v(x, y)));
        return this;
    }

    /** A part in one colour. */
    Bodywork part(double u, double v, double hu, double hv, double rounding, Tint colour) {
        return part(u, v, hu, hv, rounding, (a, b) -> colour);
    }

    /** The same part left and right. */
    Bodywork pair(double u, double v, double hu, double hv, double rounding, Tint colour) {
        return part(-u, v, hu, hv, rounding, colour).part(u, v, hu, hv, rounding, colour);
    }

    /** The dark ground below and beside it. */
    Bodywork shadow(double u, double v, double hu, double hv, double soft, double depth) {
        Mask mask = Mask.of(picture.side(), (x, y) -> {
            double du = (u(x, y) - u) / hu;
            double dv = (v(x, y) - v) / hv;
            return alpha * Mask.clamp(0.5 + (1 - Math.hypot(du, dv)) / soft);
        });
        picture.multiply(mask, Tint.grey(depth));
        return this;
    }

    private double u(double x, double y) {
        return (x - cx) / halfWidth - lean * (y - cy) / halfHeight;
    }

    private double v(double x, double y) {
        return (y - cy) / halfHeight - slope * (x - cx) / halfWidth;
    }
}
