package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.evidence.Legend.Line;
import io.streetward.media.NormalizedBox;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one page that proves a case: its stills in two columns, a close-up of the object, and what is known. Each picture is
 * scaled as it comes, so that no still is held at full size. For one use.
 */
final class CompositeSheet {
    private final CaseFile file;
    private final SheetFacts facts;
    private final SheetText text;
    private final Map<Occasion, BufferedImage> panels = new EnumMap<>(Occasion.class);
    private final Map<Occasion, CloseUp> closeUps = new EnumMap<>(Occasion.class);
    private @Nullable SheetStyle style;
    private int panelHeightPx;

    CompositeSheet(LegendFont font, CaseFile file, SheetFacts facts) {
        this.file = file;
        this.facts = facts;
        this.text = new SheetText(font);
    }

    /** Takes a still in; {@code picture} is left as it is. */
    void add(RawStill still, BufferedImage picture) {
        SheetStyle pageStyle = style;
        if (pageStyle == null) {
            pageStyle = SheetStyle.of(picture.getWidth());
            style = pageStyle;
            panelHeightPx =
                    Math.max(1, Math.round(pageStyle.cellPx() * picture.getHeight() / (float) picture.getWidth()));
        }
        Occasion occasion = still.shot().occasion();
        panels.put(occasion, panel(picture, still.shot(), pageStyle));
        boolean beforeAndAfter = file.onset() != null;
        if (occasion == Occasion.CONFIRMATION || (beforeAndAfter && occasion == Occasion.CLEAN_BEFORE)) {
            NormalizedBox box = still.shot().box();
            int widthPx = beforeAndAfter ? (pageStyle.cellPx() - pageStyle.round(2)) / 2 : pageStyle.cellPx();
            closeUps.put(occasion, CloseUp.of(picture, box, widthPx, panelHeightPx));
        }
    }

    /**
     * Draws the page.
     *
     * @throws IOException when no still was taken in
     */
    BufferedImage draw() throws IOException {
        SheetStyle pageStyle = style;
        if (pageStyle == null) {
            throw new IOException("there is no picture to put on it");
        }
        SheetPage page = new SheetPage(pageStyle, text, facts);
        List<SheetCell> cells = cells();
        int cellHeightPx = panelHeightPx + pageStyle.round(SheetStyle.CAPTION);
        int gutterPx = pageStyle.round(SheetStyle.GUTTER);
        int marginPx = pageStyle.round(SheetStyle.MARGIN);
        int headPx = pageStyle.round(SheetStyle.HEADER);
        int fullRows = cells.size() / 2; // the last cell has the facts beside it
        int lastRowPx = Math.max(cellHeightPx, page.factsHeightPx());
        int footTop = headPx + fullRows * (cellHeightPx + gutterPx) + lastRowPx + gutterPx;
        BufferedImage canvas = new BufferedImage(
                pageStyle.widthPx(), footTop + page.footHeightPx() + marginPx / 2, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = canvas.createGraphics();
        try {
            StillMarks.smooth(g);
            g.setColor(SheetStyle.PAPER);
            g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
            page.drawHead(g);
            int secondLeft = marginPx + pageStyle.cellPx() + gutterPx;
            for (int i = 0; i < cells.size(); i++) {
                int top = headPx + i / 2 * (cellHeightPx + gutterPx);
                cells.get(i).draw(g, pageStyle, text, i % 2 == 0 ? marginPx : secondLeft, top, panelHeightPx);
            }
            page.drawFacts(g, secondLeft, headPx + fullRows * (cellHeightPx + gutterPx));
            page.drawFoot(g, footTop);
        } finally {
            g.dispose();
        }
        return canvas;
    }

    /** An even number of stills, and the close-up. */
    private List<SheetCell> cells() {
        List<SheetCell> cells = new ArrayList<>();
        for (Occasion occasion : Shot.expected(file)) {
            BufferedImage panel = panels.get(occasion);
            SheetFacts.Caption caption = panel == null ? null : facts.captions().get(occasion);
            cells.add(new SheetCell(
                    panel == null ? List.of() : List.of(panel),
                    String.valueOf(cells.size() + 1),
                    occasion.accent(),
                    occasion.words(file),
                    caption == null ? "" : caption.local(),
                    caption == null ? "" : caption.utc(),
                    caption == null ? Line.plain("") : caption.device()));
        }
        cells.add(closeUp());
        return cells;
    }

    private SheetCell closeUp() {
        CloseUp after = closeUps.get(Occasion.CONFIRMATION);
        boolean both = closeUps.size() > 1;
        String cut = after == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        after.enlarged() >= 1
                                ? "%d × %d pixels of the still at full resolution, enlarged %.1f times"
                                : "%d × %d pixels of the still, shown at %.2f of their size",
                        after.cut().widthPx(),
                        after.cut().heightPx(),
                        after.enlarged());
        return new SheetCell(
                closeUps.values().stream().map(CloseUp::picture).toList(),
                "",
                SheetStyle.ON_BAR_SOFT,
                both ? "Close-up, before and after" : "Close-up",
                both ? "of pictures 1 and 3" : "of picture 2",
                "",
                Line.plain(cut));
    }

    private BufferedImage panel(BufferedImage picture, Shot shot, SheetStyle pageStyle) {
        double scale = Math.min(
                pageStyle.cellPx() / (double) picture.getWidth(), panelHeightPx / (double) picture.getHeight());
        int widthPx = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int heightPx = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage from = picture;
        // A single step over more than a half leaves out lines of the picture.
        while (from.getWidth() > 2 * widthPx && from.getHeight() > 2 * heightPx) {
            from = scaled(from, from.getWidth() / 2, from.getHeight() / 2);
        }
        BufferedImage panel = scaled(from, widthPx, heightPx);
        Graphics2D g = panel.createGraphics();
        try {
            StillMarks.smooth(g);
            StillMarks.draw(
                    g,
                    widthPx,
                    heightPx,
                    file.zone().polygon(),
                    shot.box(),
                    shot.occasion().accent());
        } finally {
            g.dispose();
        }
        return panel;
    }

    private static BufferedImage scaled(BufferedImage picture, int widthPx, int heightPx) {
        BufferedImage scaled = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = scaled.createGraphics();
        try {
            StillMarks.smooth(g);
            g.drawImage(picture, 0, 0, widthPx, heightPx, null);
        } finally {
            g.dispose();
        }
        return scaled;
    }
}
