package io.streetward.scene;

/**
 * A displacement of a picture's content.
 *
 * @param xPx to the right
 * @param yPx downwards
 */
record Shift(double xPx, double yPx) {
    static final Shift NONE = new Shift(0, 0);

    double lengthPx() {
        return Math.hypot(xPx, yPx);
    }

    /** Moves a plane's content back by whole pixels; what comes in from outside the picture repeats the edge. */
    void undo(byte[] plane, byte[] spare, int widthPx, int heightPx) {
        int dx = (int) Math.round(xPx);
        int dy = (int) Math.round(yPx);
        if (dx == 0 && dy == 0) {
            return;
        }
        System.arraycopy(plane, 0, spare, 0, plane.length);
        for (int y = 0; y < heightPx; y++) {
            int fromRow = Math.max(0, Math.min(heightPx - 1, y + dy)) * widthPx;
            for (int x = 0; x < widthPx; x++) {
                plane[y * widthPx + x] = spare[fromRow + Math.max(0, Math.min(widthPx - 1, x + dx))];
            }
        }
    }

    /** Marks what has no pixels once the content is moved back. */
    void hideEdges(boolean[] hidden, int widthPx, int heightPx) {
        int dx = (int) Math.round(xPx);
        int dy = (int) Math.round(yPx);
        for (int y = 0; y < heightPx; y++) {
            boolean row = y + dy < 0 || y + dy >= heightPx;
            for (int x = 0; x < widthPx; x++) {
                if (row || x + dx < 0 || x + dx >= widthPx) {
                    hidden[y * widthPx + x] = true;
                }
            }
        }
    }
}
