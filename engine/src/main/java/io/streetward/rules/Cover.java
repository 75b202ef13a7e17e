package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import java.util.List;

/** How much of a place other things hide. */
final class Cover {
    private static final int GRID = 6;

    private Cover() {}

    /** Share of the place that lies in any of the boxes, 0..1, judged on a grid of points, since boxes overlap one another. */
    static double share(NormalizedBox place, List<NormalizedBox> boxes) {
        int covered = 0;
        for (int row = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++) {
                double x = place.x() + place.w() * (column + 0.5) / GRID;
                double y = place.y() + place.h() * (row + 0.5) / GRID;
                covered += boxes.stream().anyMatch(b -> holds(b, x, y)) ? 1 : 0;
            }
        }
        return covered / (double) (GRID * GRID);
    }

    private static boolean holds(NormalizedBox box, double x, double y) {
        return box.x() <= x && x < box.right() && box.y() <= y && y < box.bottom();
    }
}
