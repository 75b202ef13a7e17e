package io.streetward.tools.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns for a terminal: the first is text and gives way, the others are figures and stand to the right. Chinese characters
 * take two places each (Unicode Standard Annex 11, wide and full-width).
 */
final class TextTable {
    /** What fits a terminal, an e-mail and a page of A4. */
    static final int WIDTH = 100;

    private static final String GAP = "  ";
    private static final int LEAST_FIRST = 12;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... head) {
        rows.add(List.of(head));
    }

    void row(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells for " + rows.get(0).size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    void print(Appendable out) throws IOException {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        int others = 0;
        for (int i = 1; i < widths.length; i++) {
            others += GAP.length() + widths[i];
        }
        widths[0] = Math.min(widths[0], Math.max(LEAST_FIRST, WIDTH - others));
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            String first = cut(row.get(0), widths[0]);
            line.append(first).append(" ".repeat(widths[0] - width(first)));
            for (int i = 1; i < widths.length; i++) {
                line.append(GAP)
                        .append(" ".repeat(widths[i] - width(row.get(i))))
                        .append(row.get(i));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int c) {
        if (Character.getType(c) == Character.NON_SPACING_MARK || Character.getType(c) == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115f) // Hangul
                || (c >= 0x2e80 && c <= 0xa4cf) // CJK, kana, Yi
                || (c >= 0xac00 && c <= 0xd7a3) // Hangul
                || (c >= 0xf900 && c <= 0xfaff) // CJK compatibility
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60) // full-width forms
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1f9ff)
                || (c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }

    private static String cut(String text, int places) {
        if (width(text) <= places) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 1; // for the ellipsis
        for (int c : text.codePoints().toArray()) {
            used += width(c);
            if (used > places) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.append('…').toString();
    }
}
