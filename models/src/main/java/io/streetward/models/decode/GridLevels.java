package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import java.util.List;

/** The grids a detector lays over its input, the finest first or as the model orders them; cells row by row. */
record GridLevels(List<Level> levels) {
    GridLevels {
        levels = List.copyOf(levels);
    }

    /**
     * One grid.
     *
     * @param stridePx input pixels per cell
     */
    record Level(int stridePx, int columns, int rows) {
        int cells() {
            return columns * rows;
        }
    }

    /** Grids that cover the input, so that the last column or row may reach beyond it. */
    static GridLevels of(InputSpec input, List<Integer> stridesPx) {
        return new GridLevels(stridesPx.stream()
                .map(stride -> new Level(stride, ceilDiv(input.widthPx(), stride), ceilDiv(input.heightPx(), stride)))
                .toList());
    }

    /** Cells of all levels. */
    int cells() {
        return levels.stream().mapToInt(Level::cells).sum();
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
