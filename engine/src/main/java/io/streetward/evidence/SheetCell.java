package io.streetward.evidence;

import io.streetward.evidence.Legend.Line;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Pictures of one cell, side by side, and the bar below them.
 *
 * @param pictures of one height; without any, an empty frame is drawn
 * @param mark the number on the bar; empty for none
 * @param accent behind the mark and the words
 * @param words what is shown
 * @param beside what stands beside the words
 * @param aside the rest of the first line, less prominent
 * @param below the second line
 */
record SheetCell(
        List<BufferedImage> pictures,
        String mark,
        Color accent,
        String words,
        String beside,
        String aside,
        Line below) {
    SheetCell {
        pictures = List.copyOf(pictures);
    }

    /** Draws the cell at a corner; {@code heightPx} is that of the pictures. */
    void draw(Graphics2D g, SheetStyle style, SheetText text, int left, int top, int heightPx) {
        g.setColor(SheetStyle.BAR);
        g.fillRect(left, top, style.cellPx(), heightPx + style.round(SheetStyle.CAPTION));
        int x = left;
        for (BufferedImage picture : pictures) {
            g.drawImage(picture, x, top + (heightPx - picture.getHeight()) / 2, null);
            x += picture.getWidth() + style.round(2);
        }
        if (pictures.isEmpty()) {
            g.setColor(SheetStyle.ON_BAR_SOFT);
            text.draw(
                    g,
                    Line.plain("no picture: the notes of the case say why"),
                    Font.PLAIN,
                    style.px(SheetStyle.TEXT),
                    left + style.px(16),
                    top + heightPx / 2f,
                    style.cellPx() - style.px(32));
        }
        caption(g, style, text, left, top + heightPx);
    }

    private void caption(Graphics2D g, SheetStyle style, SheetText text, int left, int top) {
        g.setColor(accent);
        g.fillRect(left, top, style.cellPx(), style.round(3));
        float size = style.px(SheetStyle.TEXT);
        float x = left + style.px(12);
        float right = left + style.cellPx() - style.px(12);
        float baseline = top + style.px(27);
        String label = mark.isEmpty() ? words : mark + "  " + words;
        g.setColor(accent);
        float pill = text.line(Line.plain(label), Font.BOLD, size, right - x)
                .map(laidOut -> {
                    float width = laidOut.getAdvance() + size;
                    g.fill(new RoundRectangle2D.Float(
                            x, baseline - size * 1.1f, width, size * 1.5f, size / 2, size / 2));
                    g.setColor(SheetStyle.ON_ACCENT);
                    laidOut.draw(g, x + size / 2, baseline);
                    return width;
                })
                .orElse(0f);
        g.setColor(SheetStyle.ON_BAR);
        float gap = style.px(14);
        float from = x + pill + gap;
        from += gap + text.draw(g, Line.plain(beside), Font.BOLD, size, from, baseline, right - from);
        g.setColor(SheetStyle.ON_BAR_SOFT);
        text.draw(g, Line.plain(aside), Font.PLAIN, style.px(14), from, baseline, right - from);
        text.draw(g, below, Font.PLAIN, style.px(14), x, top + style.px(51), right - x);
    }
}
