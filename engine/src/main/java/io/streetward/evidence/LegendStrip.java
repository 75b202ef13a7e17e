package io.streetward.evidence;

import io.streetward.media.PixelBox;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The legend of one annotated still, laid out for its width: a title with the occasion, then the facts, wrapped. */
final class LegendStrip {
    private static final Color BACKGROUND = new Color(0x12161C);
    private static final Color TITLE = new Color(0xFFFFFF);
    private static final Color FACT = new Color(0xC3CCD8);
    private static final Color ON_ACCENT = new Color(0x14110A);
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    private final LegendFont font;
    private final Color accent;
    private final int widthPx;
    private final float sizePx;
    private final Optional<TextLayout> title;
    private final Optional<TextLayout> occasion;
    private final Optional<TextLayout> tag;
    private final List<List<TextLayout>> rows;

    LegendStrip(LegendFont font, Legend legend, Color accent, int widthPx, int pictureHeightPx) {
        this.font = font;
        this.accent = accent;
        this.widthPx = widthPx;
        // Legible on a phone at full width, and no more than a tenth of a small picture's height in all.
        this.sizePx = Math.max(11, Math.min(widthPx / 58f, pictureHeightPx / 30f));
        float roomPx = widthPx - 2 * margin();
        this.occasion = layout(legend.occasion(), Font.BOLD, sizePx, roomPx);
        float pillPx = occasion.map(text -> pillWidth(text) + gap()).orElse(0f);
        this.title = layout(legend.title(), Font.BOLD, sizePx * 1.25f, roomPx - pillPx);
        this.tag = layout(legend.tag(), Font.BOLD, sizePx, roomPx);
        this.rows = wrap(legend.facts());
    }

    /** 0 without fonts. */
    int heightPx() {
        return font.present() ? Math.round(sizePx * (2.9f + 1.5f * rows.size())) : 0;
    }

    /** Draws the strip from {@code topPx} down. */
    void draw(Graphics2D g, int topPx) {
        if (!font.present()) {
            return;
        }
        g.setColor(BACKGROUND);
        g.fillRect(0, topPx, widthPx, heightPx());
        g.setColor(accent);
        g.fillRect(0, topPx, widthPx, Math.max(2, Math.round(sizePx / 6)));
        float baseline = topPx + sizePx * 1.9f;
        g.setColor(TITLE);
        title.ifPresent(text -> text.draw(g, margin(), baseline));
        occasion.ifPresent(text -> pill(g, text, widthPx - margin() - pillWidth(text), baseline));
        g.setColor(FACT);
        for (int row = 0; row < rows.size(); row++) {
            float x = margin();
            for (TextLayout fact : rows.get(row)) {
                fact.draw(g, x, baseline + sizePx * (1.65f + 1.5f * row));
                x += fact.getAdvance() + gap();
            }
        }
    }

    /** Draws the tag on the upper edge of {@code box}, inside it where there is no room above. */
    void drawTag(Graphics2D g, PixelBox box, int pictureWidthPx) {
        tag.ifPresent(text -> {
            float x = Math.max(0, Math.min(box.xPx(), pictureWidthPx - pillWidth(text)));
            boolean above = box.yPx() >= sizePx * 1.8f;
            pill(g, text, x, box.yPx() + (above ? -sizePx * 0.7f : sizePx * 1.4f));
        });
    }

    private void pill(Graphics2D g, TextLayout text, float x, float baseline) {
        g.setColor(accent);
        g.fill(new RoundRectangle2D.Float(
                x, baseline - sizePx * 1.1f, pillWidth(text), sizePx * 1.5f, sizePx * 0.5f, sizePx * 0.5f));
        g.setColor(ON_ACCENT);
        text.draw(g, x + sizePx * 0.5f, baseline);
    }

    private List<List<TextLayout>> wrap(List<Legend.Line> facts) {
        List<List<TextLayout>> wrapped = new ArrayList<>();
        float right = 0;
        for (Legend.Line fact : facts) {
            Optional<TextLayout> laidOut = layout(fact, Font.PLAIN, sizePx, widthPx - 2 * margin());
            if (laidOut.isPresent()) {
                float advance = laidOut.get().getAdvance();
                if (wrapped.isEmpty() || right + gap() + advance > widthPx - margin()) {
                    wrapped.add(new ArrayList<>());
                    right = margin() - gap();
                }
                wrapped.get(wrapped.size() - 1).add(laidOut.get());
                right += gap() + advance;
            }
        }
        return wrapped;
    }

    /** Set in a smaller size where it would be wider than {@code maxWidthPx}. */
    private Optional<TextLayout> layout(Legend.Line line, int style, float size, float maxWidthPx) {
        return layout(line.text(), style, size, maxWidthPx).or(() -> layout(line.ascii(), style, size, maxWidthPx));
    }

    private Optional<TextLayout> layout(String text, int style, float size, float maxWidthPx) {
        return font.forText(text, style, size).map(fitting -> {
            TextLayout full = new TextLayout(text, fitting, METRICS);
            float shrink = maxWidthPx / full.getAdvance();
            return shrink >= 1 ? full : new TextLayout(text, fitting.deriveFont(size * shrink), METRICS);
        });
    }

    private float margin() {
        return sizePx * 0.9f;
    }

    private float gap() {
        return sizePx * 1.6f;
    }

    private float pillWidth(TextLayout text) {
        return text.getAdvance() + sizePx;
    }
}
