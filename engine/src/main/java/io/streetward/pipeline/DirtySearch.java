package io.streetward.pipeline;

import io.streetward.scene.GroundLook;

/**
 * Finds the first of many pictures in order that shows ground changed, by bisection, where some pictures do not tell.
 *
 * <p>The picture before the first is taken for clean and the one after the last for changed. Each step halves the widest
 * stretch not looked at that borders on the last clean or the first changed picture, so that a stretch that does not tell,
 * such as a truck in front, is bounded in a few looks; only then is it looked into. Without such pictures it is plain
 * bisection: the logarithm of their number in looks.
 */
final class DirtySearch {
    /** Judges one picture; asked at most once for each. */
    @FunctionalInterface
    interface Judge {
        GroundLook look(int index);
    }

    /**
     * Where the ground changed.
     *
     * @param lastClean index of the last picture known clean, -1 for the one before the first
     * @param firstDirty index of the first picture known changed, the number of pictures for the one after the last; between
     *     the two lie only pictures that do not tell, or that the budget did not reach
     * @param judged pictures looked at
     */
    record Found(int lastClean, int firstDirty, int judged) {}

    private final boolean[] unclear;
    private int clean = -1;
    private int dirty;

    private DirtySearch(int pictures) {
        unclear = new boolean[pictures];
        dirty = pictures;
    }

    /** Searches among {@code pictures}, looking at no more than {@code budget} of them. */
    static Found among(int pictures, int budget, Judge judge) {
        DirtySearch search = new DirtySearch(pictures);
        int judged = 0;
        for (int next = search.next(); next >= 0 && judged < budget; next = search.next()) {
            judged++;
            search.learn(next, judge.look(next));
        }
        return new Found(search.clean, search.dirty, judged);
    }

    private void learn(int index, GroundLook look) {
        switch (look) {
            case CLEAN -> clean = index;
            case CHANGED -> dirty = index;
            case UNCLEAR -> unclear[index] = true;
        }
    }

    /** The middle of the stretch to look into, or -1 when nothing is left. */
    private int next() {
        int best = -1;
        int bestLength = 0;
        boolean bestBorders = false;
        for (int from = clean + 1; from < dirty; from++) {
            if (unclear[from]) {
                continue;
            }
            int to = from;
            while (to < dirty && !unclear[to]) {
                to++;
            }
            boolean borders = from == clean + 1 || to == dirty;
            int length = to - from;
            if (borders == bestBorders ? length > bestLength : borders) {
                best = from + length / 2;
                bestLength = length;
                bestBorders = borders;
            }
            from = to;
        }
        return best;
    }
}
