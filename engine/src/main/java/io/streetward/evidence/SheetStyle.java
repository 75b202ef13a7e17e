package io.streetward.evidence;

import java.awt.Color;

/**
 * Measures and colours of a sheet. Lengths are in units of a page 1,600 wide, which a screen shows whole; a larger page
 * looks the same when shown at that width.
 *
 * @param widthPx the page's width
 * @param cellPx width of each of the two columns
 */
record SheetStyle(int widthPx, int cellPx) {
    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x14181F);
    static final Color LABEL = new Color(0x55606E);
    static final Color RULE = new Color(0xD0D6DE);
    static final Color BAR = new Color(0x12161C);
    static final Color ON_BAR = Color.WHITE;
    static final Color ON_BAR_SOFT = new Color(0xC3CCD8);
    static final Color ON_ACCENT = new Color(0x14110A);

    static final float MARGIN = 28;
    static final float GUTTER = 16;
    static final float HEADER = 96;
    static final float CAPTION = 62;
    static final float TEXT = 17;
    static final float SMALL = 13;

    private static final float UNITS = 1_600;
    private static final float CELL = (UNITS - 2 * MARGIN - GUTTER) / 2;
    /** At 1,280 a picture in the sheet still has the resolution asked of a still itself (GA/T 832-2014). */
    private static final int WIDEST_CELL_PX = 1_280;

    /** Of a sheet for stills of a width: no wider than they are, but always wide enough to read. */
    static SheetStyle of(int stillWidthPx) {
        float unit = Math.max(1, Math.min(WIDEST_CELL_PX, stillWidthPx) / CELL);
        return new SheetStyle(Math.round(UNITS * unit), Math.round(CELL * unit));
    }

    /** A length in pixels. */
    float px(float units) {
        return units * widthPx / UNITS;
    }

    int round(float units) {
        return Math.round(px(units));
    }
}
