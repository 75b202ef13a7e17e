package io.streetward.models.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Greedy non-maximum suppression: of boxes of one class that overlap too much, the strongest stays. */
public final class Nms {
    private Nms() {}

    /**
     * Indices of the boxes that stay, strongest first; equal scores in the order they were added.
     *
     * @param maxIou boxes of one class that overlap more than this are one object; 1 keeps all
     */
    public static List<Integer> keep(Candidates candidates, double maxIou) {
        List<Integer> order = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> -candidates.score(i)));
        List<Integer> kept = new ArrayList<>();
        for (int candidate : order) {
            if (kept.stream().noneMatch(strong -> covers(candidates, strong, candidate, maxIou))) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static boolean covers(Candidates candidates, int strong, int weak, double maxIou) {
        return candidates.label(strong) == candidates.label(weak) && candidates.iou(strong, weak) > maxIou;
    }
}
