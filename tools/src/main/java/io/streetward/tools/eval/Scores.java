package io.streetward.tools.eval;

import io.streetward.tools.eval.ClassMap.EvalClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well a model did.
 *
 * @param perClass each class by itself
 * @param mean over the classes that have objects
 * @param agnostic all mapped classes as one
 * @param unmatched label-file class that no label of the model answers for → its objects, which were left out
 */
record Scores(
        List<PerClass> perClass,
        Optional<AveragePrecision.Result> mean,
        OneClass agnostic,
        Map<Integer, Integer> unmatched) {
    /**
     * What counts as one class.
     *
     * @param ap down to the floor; empty without objects
     * @param tally at the bundle's thresholds, IoU 0.5
     */
    record OneClass(Optional<AveragePrecision.Result> ap, Tally tally) {}

    /** A class of the map. */
    record PerClass(EvalClass evalClass, OneClass scores) {}

    /** All classes' finds and objects, each judged within its class. */
    Tally total() {
        return perClass.stream().map(c -> c.scores().tally()).reduce(Tally.ZERO, Tally::plus);
    }
}
