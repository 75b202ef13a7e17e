package io.streetward.detect;

import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;

/** Which pixels of a picture belong to an object's crop. */
public final class CropRegion {
    /** Cameras send 4:2:0: a crop begins and ends between chroma samples, or colours would shift by half a pixel. */
    private static final int CHROMA_GRID_PX = 2;

    /** What rounding adds to a whole number must not cost a pixel. */
    private static final double ROUNDING_PX = 1e-6;

    private CropRegion() {}

    /**
     * The box with its surroundings, cut to the picture and widened to even pixels.
     *
     * @param box in the picture; may reach outside, but not lie wholly outside
     * @param margin factor on width and height, about the box's centre; 1 is the box itself
     * @param pictureWidthPx at least 2
     * @param pictureHeightPx at least 2
     * @return at least 2 × 2 pixels, inside the picture
     */
    public static PixelBox of(NormalizedBox box, double margin, int pictureWidthPx, int pictureHeightPx) {
        double growX = box.w() * (margin - 1) / 2;
        double growY = box.h() * (margin - 1) / 2;
        int left = down((box.x() - growX) * pictureWidthPx, pictureWidthPx);
        int top = down((box.y() - growY) * pictureHeightPx, pictureHeightPx);
        int right = up((box.right() + growX) * pictureWidthPx, left, pictureWidthPx);
        int bottom = up((box.bottom() + growY) * pictureHeightPx, top, pictureHeightPx);
        return new PixelBox(left, top, right - left, bottom - top);
    }

    /** The same part as a share of the picture. */
    public static NormalizedBox normalized(PixelBox region, int pictureWidthPx, int pictureHeightPx) {
        return new NormalizedBox(
                (double) region.xPx() / pictureWidthPx,
                (double) region.yPx() / pictureHeightPx,
                (double) region.widthPx() / pictureWidthPx,
                (double) region.heightPx() / pictureHeightPx);
    }

    private static int down(double px, int sizePx) {
        int cut = (int) Math.floor(Math.max(0, Math.min(px + ROUNDING_PX, sizePx - CHROMA_GRID_PX)));
        return cut - cut % CHROMA_GRID_PX;
    }

    private static int up(double px, int fromPx, int sizePx) {
        int cut = (int) Math.ceil(Math.min(px - ROUNDING_PX, sizePx));
        int even = cut + cut % CHROMA_GRID_PX;
        return Math.min(sizePx, Math.max(even, fromPx + CHROMA_GRID_PX));
    }
}
