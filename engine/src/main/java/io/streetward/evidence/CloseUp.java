package io.streetward.evidence;

import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A part of a still, cut at full resolution and enlarged to a cell of the sheet; its shape is kept, and nothing is drawn over
 * it.
 *
 * @param picture of the cell's size
 * @param cut what was cut, in pixels of the still
 * @param enlarged how many times
 */
record CloseUp(BufferedImage picture, PixelBox cut, double enlarged) {
    /** What stands about an object tells where it stands: so much of its size on each side. */
    private static final double CONTEXT = 0.25;
    /** Beyond this a pixel is a tile and shows nothing more; what is smaller is shown with more about it. */
    private static final double MOST_ENLARGED = 6;

    /** Cuts a box with what stands about it; the cut has the cell's shape and lies within the picture wherever it fits. */
    static CloseUp of(BufferedImage still, NormalizedBox box, int widthPx, int heightPx) {
        Rectangle cut = cut(still, box, widthPx, heightPx);
        BufferedImage picture = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
        double enlarged = Math.min(widthPx / (double) cut.width, heightPx / (double) cut.height);
        int shownWidthPx = Math.min(widthPx, (int) Math.round(cut.width * enlarged));
        int shownHeightPx = Math.min(heightPx, (int) Math.round(cut.height * enlarged));
        int left = (widthPx - shownWidthPx) / 2;
        int top = (heightPx - shownHeightPx) / 2;
        Graphics2D g = picture.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            g.setColor(SheetStyle.BAR);
            g.fillRect(0, 0, widthPx, heightPx);
            g.drawImage(
                    still,
                    left,
                    top,
                    left + shownWidthPx,
                    top + shownHeightPx,
                    cut.x,
                    cut.y,
                    cut.x + cut.width,
                    cut.y + cut.height,
                    null);
        } finally {
            g.dispose();
        }
        return new CloseUp(picture, new PixelBox(cut.x, cut.y, cut.width, cut.height), enlarged);
    }

    private static Rectangle cut(BufferedImage still, NormalizedBox box, int widthPx, int heightPx) {
        PixelBox object = box.clipped().toPixels(still.getWidth(), still.getHeight());
        double w = Math.max(object.widthPx() * (1 + 2 * CONTEXT), widthPx / MOST_ENLARGED);
        double h = Math.max(object.heightPx() * (1 + 2 * CONTEXT), heightPx / MOST_ENLARGED);
        double aspect = widthPx / (double) heightPx;
        w = Math.max(w, h * aspect);
        h = Math.max(h, w / aspect);
        int cutWidthPx = (int) Math.max(1, Math.min(still.getWidth(), Math.round(w)));
        int cutHeightPx = (int) Math.max(1, Math.min(still.getHeight(), Math.round(h)));
        int x = object.xPx() + (object.widthPx() - cutWidthPx) / 2;
        int y = object.yPx() + (object.heightPx() - cutHeightPx) / 2;
        return new Rectangle(
                Math.max(0, Math.min(x, still.getWidth() - cutWidthPx)),
                Math.max(0, Math.min(y, still.getHeight() - cutHeightPx)),
                cutWidthPx,
                cutHeightPx);
    }
}
