package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.Moment;
import io.streetward.media.PixelBox;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZoneId;

/**
 * Draws the derivative of a still: zone, box and tag in the picture, the legend in a strip below it, so that no pixel of
 * the street is hidden by text but the tag. Draws in memory; needs no display, and without fonts draws no text.
 */
final class StillAnnotator {
    private final ZoneId zone;
    private final LegendFont font;

    /** An annotator for stills of a site whose street clocks show {@code zone}. */
    StillAnnotator(ZoneId zone, LegendFont font) {
        this.zone = zone;
        this.font = font;
    }

    /**
     * Annotates a still.
     *
     * @param picture what to draw upon; left as it is
     * @param shot what it shows
     * @param moment of the picture
     * @param code the case's anti-forgery code
     * @return a JPEG of the same width, higher by the legend
     */
    ByteBuffer annotate(BufferedImage picture, CaseFile file, Shot shot, Moment moment, String code)
            throws IOException {
        Legend legend = Legend.of(file, shot.occasion(), moment, code, zone);
        LegendStrip strip =
                new LegendStrip(font, legend, shot.occasion().accent(), picture.getWidth(), picture.getHeight());
        BufferedImage canvas = new BufferedImage(
                picture.getWidth(), picture.getHeight() + strip.heightPx(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = canvas.createGraphics();
        try {
            StillMarks.smooth(g);
            g.drawImage(picture, 0, 0, null);
            PixelBox box = StillMarks.draw(
                    g,
                    picture.getWidth(),
                    picture.getHeight(),
                    file.zone().polygon(),
                    shot.box(),
                    shot.occasion().accent());
            strip.drawTag(g, box, picture.getWidth());
            strip.draw(g, picture.getHeight());
        } finally {
            g.dispose();
        }
        return Jpegs.encode(canvas);
    }
}
