package io.streetward.evidence;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Two annotated stills side by side, of one height; what each is stands in its own legend. */
final class BeforeAfter {
    private static final int GAP_PX = 12;
    private static final Color PAPER = new Color(0xF4F5F7);

    private BeforeAfter() {}

    static BufferedImage of(BufferedImage before, BufferedImage after) {
        int heightPx = Math.min(before.getHeight(), after.getHeight());
        int leftPx = widthAt(before, heightPx);
        int rightPx = widthAt(after, heightPx);
        BufferedImage pair = new BufferedImage(leftPx + GAP_PX + rightPx, heightPx, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = pair.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            g.setColor(PAPER);
            g.fillRect(0, 0, pair.getWidth(), heightPx);
            g.drawImage(before, 0, 0, leftPx, heightPx, null);
            g.drawImage(after, leftPx + GAP_PX, 0, rightPx, heightPx, null);
        } finally {
            g.dispose();
        }
        return pair;
    }

    private static int widthAt(BufferedImage picture, int heightPx) {
        return Math.max(1, Math.round(picture.getWidth() * (heightPx / (float) picture.getHeight())));
    }
}
