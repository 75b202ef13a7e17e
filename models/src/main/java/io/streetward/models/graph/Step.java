package io.streetward.models.graph;

/** Sizes of a window's kernel, or how far it moves, in cells. */
public record Step(int rows, int columns) {
    /** The same both ways. */
    public static Step of(int cells) {
        return new Step(cells, cells);
    }

    public boolean isOne() {
        return rows == 1 && columns == 1;
    }
}
