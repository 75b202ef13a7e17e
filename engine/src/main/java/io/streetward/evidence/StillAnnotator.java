package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.Moment;
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
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws the derivative of a still: zone, box and tag in the picture, the legend in a strip below it, so that no pixel of
 * the street is hidden by text but the tag. Draws in memory; needs no display, and without fonts draws no text.
 */
public final class StillAnnotator {
    private static final Color ZONE = new Color(0xFFD24A);
    private static final Color ZONE_FILL = new Color(0xFF, 0xD2, 0x4A, 36);
    private static final Color SHADOW = new Color(0, 0, 0, 150);
    private static final float JPEG_QUALITY = 0.92f;

    private final ZoneId zone;
    private final LegendFont font;

    /** An annotator for stills of a site whose street clocks show {@code zone}. */
    public StillAnnotator(ZoneId zone) {
        this(zone, LegendFont.ofThisMachine());
    }

    StillAnnotator(ZoneId zone, LegendFont font) {
        this.zone = zone;
        this.font = font;
    }

    /**
     * Annotates a still.
     *
     * @param jpeg the untouched still
     * @param box where the object stands in it
     * @param moment of the picture
     * @return a JPEG of the same width, higher by the legend
     */
    ByteBuffer annotate(ByteBuffer jpeg, CaseFile file, NormalizedBox box, Occasion occasion, Moment moment)
            throws IOException {
        BufferedImage picture = decode(jpeg);
        Legend legend = Legend.of(file, occasion, moment, zone);
        LegendStrip strip = new LegendStrip(font, legend, occasion.accent(), picture.getWidth(), picture.getHeight());
        BufferedImage canvas = new BufferedImage(
                picture.getWidth(), picture.getHeight() + strip.heightPx(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = canvas.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.drawImage(picture, 0, 0, null);
            Rectangle street = new Rectangle(picture.getWidth(), picture.getHeight());
            float unit = Math.max(1f, picture.getHeight() / 540f);
            PixelBox pixels = box.clipped().toPixels(picture.getWidth(), picture.getHeight());
            g.setClip(around(pixels, street)); // the object itself stays as it was
            drawZone(g, file.zone().polygon(), picture, unit);
            g.setClip(street);
            drawBox(g, pixels, occasion.accent(), unit);
            strip.drawTag(g, pixels, picture.getWidth());
            g.setClip(null);
            strip.draw(g, picture.getHeight());
        } finally {
            g.dispose();
        }
        return encode(canvas);
    }

    private static Area around(PixelBox box, Rectangle street) {
        Area outside = new Area(street);
        outside.subtract(new Area(new Rectangle(box.xPx(), box.yPx(), box.widthPx(), box.heightPx())));
        return outside;
    }

    private static void drawZone(Graphics2D g, NormalizedPolygon polygon, BufferedImage picture, float unit) {
        Path2D outline = new Path2D.Double();
        for (NormalizedPoint corner : polygon.corners()) {
            double x = corner.x() * picture.getWidth();
            double y = corner.y() * picture.getHeight();
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

    private static BufferedImage decode(ByteBuffer jpeg) throws IOException {
        byte[] bytes = new byte[jpeg.remaining()];
        jpeg.duplicate().get(bytes);
        // In memory: ImageIO's own cache would write each picture to the temporary folder first.
        BufferedImage picture = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
        if (picture == null) {
            throw new IOException("the still is no JPEG that Java can read");
        }
        return picture;
    }

    private static ByteBuffer encode(BufferedImage canvas) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        if (!writers.hasNext()) {
            throw new IOException("this Java runtime cannot write JPEG");
        }
        ImageWriter writer = writers.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(canvas, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
