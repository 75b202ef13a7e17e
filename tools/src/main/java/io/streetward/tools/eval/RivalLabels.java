package io.streetward.tools.eval;

import io.streetward.detect.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * One find per object where several labels count as one class: a detector suppresses within a label only, and a car that is
 * also "truck 0.2" would be one hit and one mistake.
 */
final class RivalLabels {
    private RivalLabels() {}

    /**
     * Leaves out finds that overlap a stronger one of another label.
     *
     * @param finds strongest first
     * @param maxIou larger overlaps are one object: the bundle's own limit for its labels
     */
    static List<Detection> settle(List<Detection> finds, double maxIou) {
        List<Detection> kept = new ArrayList<>();
        for (Detection find : finds) {
            boolean rival = kept.stream()
                    .anyMatch(strong ->
                            !strong.label().equals(find.label()) && strong.box().iou(find.box()) > maxIou);
            if (!rival) {
                kept.add(find);
            }
        }
        return kept;
    }
}
