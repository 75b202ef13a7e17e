package io.streetward.evidence;

import io.streetward.evidence.Legend.Line;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The text parts of a sheet: head, table of facts, and foot with the originals. */
final class SheetPage {
    private static final float LABEL_COLUMN = 170;
    private static final float LINE = 24;
    private static final float ROW_PADDING = 12;
    private static final float CODE_BOX = 360;
    private static final int MOST_LINES = 3;
    private static final float FOOT_LINE = 20;

    private final SheetStyle style;
    private final SheetText text;
    private final SheetFacts facts;
    private final List<Row> rows = new ArrayList<>();

    /** A row laid out. */
    private record Row(String label, List<TextLayout> lines) {}

    SheetPage(SheetStyle style, SheetText text, SheetFacts facts) {
        this.style = style;
        this.text = text;
        this.facts = facts;
        for (SheetFacts.Row row : facts.rows()) {
            boolean plate = row.label().startsWith("Plate");
            List<TextLayout> lines = text.lines(
                    row.value(),
                    plate ? Font.BOLD : Font.PLAIN,
                    style.px(SheetStyle.TEXT),
                    style.cellPx() - style.px(LABEL_COLUMN),
                    MOST_LINES);
            if (!lines.isEmpty()) {
                rows.add(new Row(row.label(), lines));
            }
        }
    }

    int factsHeightPx() {
        float units = 0;
        for (Row row : rows) {
            units += ROW_PADDING + LINE * row.lines().size();
        }
        return style.round(units);
    }

    int footHeightPx() {
        return style.round(FOOT_LINE * (facts.originals().size() + 3));
    }

    void drawHead(Graphics2D g) {
        float left = style.px(SheetStyle.MARGIN);
        float right = style.widthPx() - left;
        float boxWidth = style.px(CODE_BOX);
        g.setColor(SheetStyle.INK);
        text.draw(
                g, facts.title(), Font.BOLD, style.px(30), left, style.px(50), right - left - boxWidth - style.px(24));
        g.setColor(SheetStyle.LABEL);
        text.draw(
                g,
                Line.plain("Composite sheet of evidence, drawn from the untouched stills listed below"),
                Font.PLAIN,
                style.px(SheetStyle.TEXT),
                left,
                style.px(77),
                right - left - boxWidth - style.px(24));
        g.setColor(SheetStyle.INK);
        g.setStroke(new BasicStroke(style.px(2)));
        g.draw(new Rectangle2D.Float(right - boxWidth, style.px(22), boxWidth, style.px(60)));
        g.setColor(SheetStyle.LABEL);
        float inside = boxWidth - style.px(28);
        float x = right - boxWidth + style.px(14);
        text.draw(
                g,
                Line.plain(SheetText.heading("Anti-forgery code")),
                Font.BOLD,
                style.px(12),
                x,
                style.px(42),
                inside);
        g.setColor(SheetStyle.INK);
        text.draw(g, Line.plain(facts.code()), Font.BOLD, style.px(25), x, style.px(71), inside);
    }

    void drawFacts(Graphics2D g, int left, int top) {
        float y = top;
        float size = style.px(SheetStyle.TEXT);
        for (Row row : rows) {
            float baseline = y + style.px(ROW_PADDING / 2) + style.px(18);
            g.setColor(SheetStyle.LABEL);
            text.draw(g, Line.plain(row.label()), Font.PLAIN, size, left, baseline, style.px(LABEL_COLUMN - 10));
            g.setColor(SheetStyle.INK);
            for (TextLayout line : row.lines()) {
                line.draw(g, left + style.px(LABEL_COLUMN), baseline);
                baseline += style.px(LINE);
            }
            y += style.px(ROW_PADDING + LINE * row.lines().size());
            g.setColor(SheetStyle.RULE);
            g.setStroke(new BasicStroke(style.px(1)));
            g.draw(new Line2D.Float(left, y, left + style.cellPx(), y));
        }
    }

    void drawFoot(Graphics2D g, int top) {
        float left = style.px(SheetStyle.MARGIN);
        float room = style.widthPx() - 2 * left;
        float size = style.px(SheetStyle.SMALL);
        float baseline = top + style.px(14);
        g.setColor(SheetStyle.LABEL);
        text.draw(g, Line.plain("Untouched stills (SHA-256, UTC)"), Font.BOLD, size, left, baseline, room);
        g.setColor(SheetStyle.INK);
        for (SheetFacts.Original original : facts.originals()) {
            baseline += style.px(FOOT_LINE);
            text.draw(g, Line.plain(original.fileName()), Font.PLAIN, size, left, baseline, style.px(190));
            text.draw(
                    g, Line.plain(original.sha256()), Font.PLAIN, size, left + style.px(200), baseline, style.px(640));
            text.draw(g, Line.plain(original.at()), Font.PLAIN, size, left + style.px(860), baseline, style.px(300));
        }
        baseline += style.px(FOOT_LINE + 6);
        g.setColor(SheetStyle.LABEL);
        text.draw(
                g,
                Line.plain("The code is worked out from case, device and these hashes and times, by anybody: see"
                        + " docs/verify.md. The signed manifest of the case covers this sheet and the stills."),
                Font.PLAIN,
                size,
                left,
                baseline,
                room);
    }
}
