package io.streetward.evidence;

import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.media.PixelBox;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import org.jspecify.annotations.Nullable;

/** Zone and box, drawn over a picture of the street. */
final class StillMarks {
    private static final Color ZONE = new Color(0xFFD24A);
    private static final Color ZONE_FILL = new Color(0xFF, 0xD2, 0x4A, 36);
    private static final Color SHADOW = new Color(0, 0, 0, 150);
    /** Strokes are a pixel thick in a picture of this height. */
    private static final float UNIT_HEIGHT = 540f;

    private StillMarks() {}

    /** Makes what is drawn smooth. */
    static void smooth(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    }

    /**
     * Draws both over a picture that lies at the origin; nothing beyond it, and nothing but the frame over the object.
     *
     * @return the box in pixels
     */
    static PixelBox draw(
            Graphics2D g, int widthPx, int heightPx, NormalizedPolygon zone, NormalizedBox box, Color accent) {
        float unit = Math.max(1f, heightPx / UNIT_HEIGHT);
        PixelBox pixels = box.clipped().toPixels(widthPx, heightPx);
        Rectangle street = new Rectangle(widthPx, heightPx);
        g.setClip(around(pixels, street)); // the object itself stays as it was
        drawZone(g, zone, widthPx, heightPx, unit);
        g.setClip(street);
        drawBox(g, pixels, accent, unit);
        g.setClip(null);
        return pixels;
    }

    private static Area around(PixelBox box, Rectangle street) {
        Area outside = new Area(street);
        outside.subtract(new Area(new Rectangle(box.xPx(), box.yPx(), box.widthPx(), box.heightPx())));
        return outside;
    }

    private static void drawZone(Graphics2D g, NormalizedPolygon polygon, int widthPx, int heightPx, float unit) {
        Path2D outline = new Path2D.Double();
        for (NormalizedPoint corner : polygon.corners()) {
            double x = corner.x() * widthPx;
            double y = corner.y() * heightPx;
            if (outline.getCurrentPoint() == null) {
                outline.moveTo(x, y);
            } else {
                outline.lineTo(x, y);
            }
        }
        outline.closePath();
        g.setColor(ZONE_FILL);
        g.fill(outline);
        float[] dashes = {9 * unit, 6 * unit};
        g.setColor(SHADOW);
        g.setStroke(stroke(3.5f * unit, dashes));
        g.draw(outline);
        g.setColor(ZONE);
        g.setStroke(stroke(1.8f * unit, dashes));
        g.draw(outline);
    }

    private static void drawBox(Graphics2D g, PixelBox box, Color accent, float unit) {
        RoundRectangle2D frame =
                new RoundRectangle2D.Float(box.xPx(), box.yPx(), box.widthPx(), box.heightPx(), 6 * unit, 6 * unit);
        g.setColor(SHADOW);
        g.setStroke(stroke(5 * unit, null));
        g.draw(frame);
        g.setColor(accent);
        g.setStroke(stroke(2.5f * unit, null));
        g.draw(frame);
    }

    private static BasicStroke stroke(float widthPx, float @Nullable [] dashes) {
        return new BasicStroke(widthPx, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }
}
