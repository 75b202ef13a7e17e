package io.streetward.detect;

import io.streetward.media.NormalizedBox;

/**
 * Where the camera's picture lies inside a model's input, in input pixels.
 *
 * @param xPx left edge of the picture inside the input
 * @param yPx top edge of the picture inside the input
 * @param widthPx width of the picture inside the input
 * @param heightPx height of the picture inside the input
 */
public record Letterbox(int xPx, int yPx, int widthPx, int heightPx) {
    /** The placement of a {@code frameWidthPx × frameHeightPx} picture in {@code spec}'s input. */
    public static Letterbox of(InputSpec spec, int frameWidthPx, int frameHeightPx) {
        if (spec.fit() == InputSpec.Fit.STRETCH) {
            return new Letterbox(0, 0, spec.widthPx(), spec.heightPx());
        }
        double scale = Math.min((double) spec.widthPx() / frameWidthPx, (double) spec.heightPx() / frameHeightPx);
        int w = Math.max(1, (int) Math.round(frameWidthPx * scale));
        int h = Math.max(1, (int) Math.round(frameHeightPx * scale));
        if (spec.fit() == InputSpec.Fit.LETTERBOX_TOP_LEFT) {
            return new Letterbox(0, 0, w, h);
        }
        return new Letterbox((spec.widthPx() - w) / 2, (spec.heightPx() - h) / 2, w, h);
    }

    /** Maps corners in input pixels to the camera's picture, cut to it. */
    public NormalizedBox toPicture(double leftPx, double topPx, double rightPx, double bottomPx) {
        return NormalizedBox.ofCorners(
                        (leftPx - xPx) / widthPx,
                        (topPx - yPx) / heightPx,
                        (rightPx - xPx) / widthPx,
                        (bottomPx - yPx) / heightPx)
                .clipped();
    }
}
