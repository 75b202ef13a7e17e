package io.streetward.tools.detect;

import io.streetward.codec.FrameScaler;
import io.streetward.evidence.LegendFont;
import io.streetward.media.PixelBox;
import io.streetward.media.VideoFrame;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws boxes with their tags on a copy of a picture. Needs no display; without fonts it draws boxes only. */
public final class PicturePainter implements AutoCloseable {
    private static final Color SHADOW = new Color(0, 0, 0, 140);
    private static final int TAG_ALPHA = 225;

    private final LegendFont font = LegendFont.ofThisMachine();
    private final FrameScaler scaler = new FrameScaler();

    /**
     * A copy of the picture with marks on it.
     *
     * @param marks the most important first: tags that find no free place are left out
     * @throws IOException when the picture's pixels cannot be converted
     */
    public BufferedImage paint(VideoFrame picture, List<Mark> marks) throws IOException {
        BufferedImage canvas = copy(picture);
        Graphics2D g = canvas.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            float linePx = Math.max(1.5f, Math.min(canvas.getWidth(), canvas.getHeight()) / 300f);
            marks.stream()
                    .sorted(Comparator.comparingDouble(
                            (Mark mark) -> -mark.box().area()))
                    .forEach(mark -> drawBox(g, mark, canvas, linePx));
            TagPlaces places = new TagPlaces(canvas.getWidth(), canvas.getHeight());
            marks.forEach(mark -> drawTag(g, mark, canvas, places));
            return canvas;
        } finally {
            g.dispose();
        }
    }

    @Override
    public void close() {
        scaler.close();
    }

    private BufferedImage copy(VideoFrame picture) throws IOException {
        int width = picture.widthPx();
        int height = picture.heightPx();
        ByteBuffer bgr = ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(width, height), 3));
        scaler.scale(picture, bgr, width, new PixelBox(0, 0, width, height), true);
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        bgr.get(((DataBufferByte) canvas.getRaster().getDataBuffer()).getData());
        return canvas;
    }

    private static void drawBox(Graphics2D g, Mark mark, BufferedImage canvas, float linePx) {
        Rectangle box = pixels(mark, canvas);
        float[] dashes = {4 * linePx, 3 * linePx};
        g.setColor(SHADOW);
        g.setStroke(stroke(2 * linePx, mark.dashed() ? dashes : null));
        g.draw(box);
        g.setColor(mark.colour());
        g.setStroke(stroke(linePx, mark.dashed() ? dashes : null));
        g.draw(box);
    }

    private void drawTag(Graphics2D g, Mark mark, BufferedImage canvas, TagPlaces places) {
        float sizePx = Math.max(10f, Math.min(28f, Math.min(canvas.getWidth(), canvas.getHeight()) / 42f));
        Optional<Font> found = mark.text().isEmpty() ? Optional.empty() : font.forText(mark.text(), Font.PLAIN, sizePx);
        if (found.isEmpty()) {
            return;
        }
        FontMetrics metrics = g.getFontMetrics(found.get());
        int marginPx = Math.round(sizePx / 4);
        int width = metrics.stringWidth(mark.text()) + 2 * marginPx;
        int height = metrics.getAscent() + metrics.getDescent();
        Optional<Rectangle> place = places.take(pixels(mark, canvas), width, height);
        if (place.isPresent()) {
            Rectangle at = place.get();
            Color colour = mark.colour();
            g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), TAG_ALPHA));
            g.fill(at);
            g.setColor(isLight(colour) ? Color.BLACK : Color.WHITE);
            g.setFont(found.get());
            g.drawString(mark.text(), at.x + marginPx, at.y + metrics.getAscent());
        }
    }

    private static Rectangle pixels(Mark mark, BufferedImage canvas) {
        PixelBox box = mark.box().clipped().toPixels(canvas.getWidth(), canvas.getHeight());
        return new Rectangle(box.xPx(), box.yPx(), box.widthPx(), box.heightPx());
    }

    /** By luma, ITU-R BT.601. */
    private static boolean isLight(Color colour) {
        return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue() > 140;
    }

    private static BasicStroke stroke(float widthPx, float @Nullable [] dashes) {
        return new BasicStroke(widthPx, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
    }
}
