package io.streetward.media;

/**
 * An axis-aligned box in the picture: top-left corner and size, 0..1 of the picture's width and height (origin top left,
 * y down). May reach outside the picture where a tracker predicts so; {@link #clipped()} cuts it.
 */
public record NormalizedBox(double x, double y, double w, double h) {
    public static NormalizedBox ofCorners(double left, double top, double right, double bottom) {
        return new NormalizedBox(left, top, right - left, bottom - top);
    }

    public double right() {
        return x + w;
    }

    public double bottom() {
        return y + h;
    }

    public double area() {
        return Math.max(0, w) * Math.max(0, h);
    }

    public NormalizedPoint center() {
        return new NormalizedPoint(x + w / 2, y + h / 2);
    }

    /** Where the object touches the ground in a camera's view: the usual anchor of zone rules. */
    public NormalizedPoint bottomCenter() {
        return new NormalizedPoint(x + w / 2, y + h);
    }

    public double intersection(NormalizedBox other) {
        double iw = Math.min(right(), other.right()) - Math.max(x, other.x);
        double ih = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
        return iw <= 0 || ih <= 0 ? 0 : iw * ih;
    }

    /** Intersection over union, 0..1; 0 when both are empty. */
    public double iou(NormalizedBox other) {
        double inter = intersection(other);
        double union = area() + other.area() - inter;
        return union <= 0 ? 0 : inter / union;
    }

    public NormalizedBox clipped() {
        double left = Math.min(1, Math.max(0, x));
        double top = Math.min(1, Math.max(0, y));
        return ofCorners(left, top, Math.min(1, Math.max(left, right())), Math.min(1, Math.max(top, bottom())));
    }

    public PixelBox toPixels(int widthPx, int heightPx) {
        int left = (int) Math.round(x * widthPx);
        int top = (int) Math.round(y * heightPx);
        return new PixelBox(
                left, top, (int) Math.round(right() * widthPx) - left, (int) Math.round(bottom() * heightPx) - top);
    }
}
