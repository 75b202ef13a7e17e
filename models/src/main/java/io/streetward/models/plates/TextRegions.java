package io.streetward.models.plates;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds pieces of writing in a map of text probabilities (differentiable binarisation, arXiv:1911.08947): connected cells
 * over a threshold, their upright bounding box moved out, since such networks are taught shrunken regions. For one thread
 * at a time; keeps its memory between calls.
 */
final class TextRegions {
    /** Shorter sides are specks. */
    private static final int MIN_SIDE_CELLS = 3;

    private final double cell;
    private final double region;
    private final double grow;
    private float[] map = new float[0];
    private boolean[] seen = new boolean[0];
    private int[] queue = new int[0];

    /**
     * Sets the thresholds.
     *
     * @param cell probability from which on a cell belongs to writing
     * @param region mean probability from which on connected cells are a piece of writing
     * @param grow edges move out by area × grow / perimeter
     */
    TextRegions(double cell, double region, double grow) {
        this.cell = cell;
        this.region = region;
        this.grow = grow;
    }

    /**
     * A piece of writing, in cells of the map; may reach outside it.
     *
     * @param score mean probability, 0..1
     */
    record Region(double left, double top, double right, double bottom, double score) {}

    /** All pieces of writing, surest first. */
    List<Region> find(FloatBuffer probabilities, int width, int height) {
        prepare(width * height);
        probabilities.get(0, map, 0, width * height);
        List<Region> found = new ArrayList<>();
        for (int start = 0; start < width * height; start++) {
            if (map[start] > cell && !seen[start]) {
                fill(start, width, height, found);
            }
        }
        found.sort((a, b) -> Double.compare(b.score(), a.score()));
        return found;
    }

    private void prepare(int cells) {
        if (map.length < cells) {
            map = new float[cells];
            seen = new boolean[cells];
            queue = new int[cells];
        }
        Arrays.fill(seen, false);
    }

    /** Collects the cells connected to one, diagonals included, and keeps them if they are writing. */
    private void fill(int start, int width, int height, List<Region> found) {
        int head = 0;
        int tail = 0;
        queue[tail++] = start;
        seen[start] = true;
        int left = width;
        int top = height;
        int right = 0;
        int bottom = 0;
        double sum = 0;
        while (head < tail) {
            int at = queue[head++];
            int x = at % width;
            int y = at / width;
            sum += map[at];
            left = Math.min(left, x);
            right = Math.max(right, x + 1);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y + 1);
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int next = ny * width + nx;
                    if (!seen[next] && map[next] > cell) {
                        seen[next] = true;
                        queue[tail++] = next;
                    }
                }
            }
        }
        int w = right - left;
        int h = bottom - top;
        double score = sum / tail;
        if (Math.min(w, h) >= MIN_SIDE_CELLS && score >= region) {
            double out = w * h * grow / (2.0 * (w + h));
            found.add(new Region(left - out, top - out, right + out, bottom + out, score));
        }
    }
}
