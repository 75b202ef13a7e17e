package io.streetward.tools.train;

import io.streetward.tools.train.Picture.Box;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Where two pictures differ: the plainest background subtraction, so that the figures hang on no other part's settings. */
final class ChangedRegions {
    /** Four times what an encoder at ordinary quality moves flat areas by. */
    private static final int LEVELS = 16;
    /** Pieces this far apart are one region: a hundredth of the width. */
    private static final double JOIN_SHARE = 0.008;

    private static final int LEAST_PIXELS = 12;

    private ChangedRegions() {}

    /** Boxes of what differs, the largest first. */
    static List<Box> between(Picture before, Picture after, int most) {
        int w = before.width();
        int h = before.height();
        boolean[] changed = new boolean[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                changed[y * w + x] = differs(before, after, x, y);
            }
        }
        int join = Math.max(1, (int) Math.round(w * JOIN_SHARE));
        List<Sized> found = new ArrayList<>();
        boolean[] seen = new boolean[w * h];
        for (int i = 0; i < seen.length; i++) {
            if (changed[i] && !seen[i]) {
                Sized region = flood(changed, seen, w, h, i, join);
                if (region.pixels >= LEAST_PIXELS) {
                    found.add(region);
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Sized::pixels).reversed())
                .limit(most)
                .map(Sized::box)
                .toList();
    }

    private record Sized(Box box, int pixels) {}

    /** The mean over 3 × 3 pixels, so that single ones do not count. */
    private static boolean differs(Picture before, Picture after, int x, int y) {
        for (int c = 0; c < 3; c++) {
            int sum = 0;
            for (int j = -1; j <= 1; j++) {
                for (int i = -1; i <= 1; i++) {
                    sum += after.at(x + i, y + j, c) - before.at(x + i, y + j, c);
                }
            }
            if (Math.abs(sum) > 9 * LEVELS) {
                return true;
            }
        }
        return false;
    }

    private static Sized flood(boolean[] changed, boolean[] seen, int w, int h, int start, int join) {
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        int left = w;
        int right = 0;
        int top = h;
        int bottom = 0;
        int pixels = 0;
        while (!open.isEmpty()) {
            int i = open.pop();
            int x = i % w;
            int y = i / w;
            pixels++;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (int ny = Math.max(0, y - join); ny <= Math.min(h - 1, y + join); ny++) {
                for (int nx = Math.max(0, x - join); nx <= Math.min(w - 1, x + join); nx++) {
                    int n = ny * w + nx;
                    if (changed[n] && !seen[n]) {
                        seen[n] = true;
                        open.push(n);
                    }
                }
            }
        }
        return new Sized(new Box(left, top, right - left + 1, bottom - top + 1), pixels);
    }
}
