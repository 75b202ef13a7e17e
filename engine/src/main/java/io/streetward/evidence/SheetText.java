package io.streetward.evidence;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lines of text that never leave their room: wrapped first, set smaller after, cut last. */
final class SheetText {
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
    /** Smaller is no longer legible where the rest is. */
    private static final float SMALLEST = 0.7f;

    private static final String CUT = "…";

    private final LegendFont font;

    SheetText(LegendFont font) {
        this.font = font;
    }

    /** One line, at most {@code roomPx} wide; empty without a font for it. */
    Optional<TextLayout> line(Legend.Line line, int style, float sizePx, float roomPx) {
        return writable(line)
                .flatMap(text -> font.forText(text, style, sizePx).map(fitting -> {
                    TextLayout full = new TextLayout(text, fitting, METRICS);
                    float shrink = roomPx / full.getAdvance();
                    if (shrink >= 1) {
                        return full;
                    }
                    // Advances do not shrink quite in step with the size.
                    Font smaller = fitting.deriveFont(sizePx * Math.max(SMALLEST, shrink * 0.98f));
                    return cut(text, smaller, roomPx);
                }));
    }

    /** Up to {@code most} lines, the last one cut where there is more. */
    List<TextLayout> lines(Legend.Line line, int style, float sizePx, float roomPx, int most) {
        List<TextLayout> lines = new ArrayList<>();
        Optional<String> text = writable(line);
        Optional<Font> fitting = text.flatMap(written -> font.forText(written, style, sizePx));
        if (text.isEmpty() || fitting.isEmpty()) {
            return lines;
        }
        String whole = text.get();
        AttributedString attributed = new AttributedString(whole);
        attributed.addAttribute(TextAttribute.FONT, fitting.get());
        LineBreakMeasurer breaker = new LineBreakMeasurer(attributed.getIterator(), METRICS);
        while (breaker.getPosition() < whole.length()) {
            if (lines.size() == most - 1) {
                lines.add(cut(whole.substring(breaker.getPosition()), fitting.get(), roomPx));
                break;
            }
            lines.add(breaker.nextLayout(roomPx));
        }
        return lines;
    }

    /** Draws {@code line} from {@code x} on; the advance in pixels, 0 without a font. */
    float draw(Graphics2D g, Legend.Line line, int style, float sizePx, float x, float baseline, float roomPx) {
        Optional<TextLayout> laidOut = line(line, style, sizePx, roomPx);
        laidOut.ifPresent(text -> text.draw(g, x, baseline));
        return laidOut.map(TextLayout::getAdvance).orElse(0f);
    }

    private Optional<String> writable(Legend.Line line) {
        if (!line.text().isBlank() && font.forText(line.text(), Font.PLAIN, 12).isPresent()) {
            return Optional.of(line.text());
        }
        boolean spare = !line.ascii().isBlank()
                && font.forText(line.ascii(), Font.PLAIN, 12).isPresent();
        return spare ? Optional.of(line.ascii()) : Optional.empty();
    }

    private static TextLayout cut(String text, Font font, float roomPx) {
        TextLayout whole = new TextLayout(text, font, METRICS);
        int kept = text.length();
        while (whole.getAdvance() > roomPx && kept > 1) {
            kept = text.offsetByCodePoints(kept, -1);
            whole = new TextLayout(text.substring(0, kept).stripTrailing() + CUT, font, METRICS);
        }
        return whole;
    }

    /** Words as a heading in small capitals has them. */
    static String heading(String words) {
        return words.toUpperCase(Locale.ROOT);
    }
}
