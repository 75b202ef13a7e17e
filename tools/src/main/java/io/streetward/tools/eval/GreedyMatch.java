package io.streetward.tools.eval;

import io.streetward.media.NormalizedBox;
import java.util.Arrays;
import java.util.List;

/** Which find is which object, as COCO decides it: the strongest find first, each takes the best free object. */
final class GreedyMatch {
    static final int NONE = -1;

    private GreedyMatch() {}

    /**
     * Matches the finds of one picture.
     *
     * @param finds strongest first
     * @param minIou 0..1, overlap from which a find is an object
     * @return per find, the number of its object or {@link #NONE}
     */
    static int[] of(List<NormalizedBox> finds, List<NormalizedBox> truths, double minIou) {
        int[] matched = new int[finds.size()];
        Arrays.fill(matched, NONE);
        boolean[] taken = new boolean[truths.size()];
        for (int f = 0; f < matched.length; f++) {
            double best = Math.min(minIou, 1 - 1e-10);
            for (int t = 0; t < taken.length; t++) {
                double iou = taken[t] ? -1 : finds.get(f).iou(truths.get(t));
                if (iou >= best) { // of equals the last, as pycocotools has it
                    best = iou;
                    matched[f] = t;
                }
            }
            if (matched[f] != NONE) {
                taken[matched[f]] = true;
            }
        }
        return matched;
    }
}
