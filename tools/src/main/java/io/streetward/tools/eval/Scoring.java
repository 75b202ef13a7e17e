package io.streetward.tools.eval;

import io.streetward.detect.Detection;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.bundle.NmsSpec;
import io.streetward.tools.eval.ClassMap.EvalClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Collects finds and objects picture by picture, class by class and all classes as one. */
final class Scoring {
    /** For models that see to duplicates themselves, and may yet name one object twice. */
    private static final double WITHOUT_NMS = 0.6;

    private final ClassMap map;
    private final double maxIou;
    private final Map<String, Double> thresholds = new HashMap<>();
    private final Map<EvalClass, Pile> piles = new LinkedHashMap<>();
    private final Pile agnostic = new Pile();
    private final Map<Integer, Integer> unmatched = new TreeMap<>();

    /** One class's finds and objects so far. */
    private final class Pile {
        private final AveragePrecision precision = new AveragePrecision();
        private Tally tally = Tally.ZERO;

        Verdict add(List<Detection> finds, List<Truth> truths) {
            List<Detection> settled = RivalLabels.settle(finds, maxIou);
            precision.add(
                    settled.stream()
                            .map(find -> new ScoredBox(find.confidence(), find.box()))
                            .toList(),
                    truths.stream().map(Truth::box).toList());
            Verdict verdict =
                    Verdict.of(settled.stream().filter(Scoring.this::reported).toList(), truths);
            tally = tally.plus(verdict.tally());
            return verdict;
        }

        Scores.OneClass scores() {
            return new Scores.OneClass(precision.result(), tally);
        }
    }

    /** For a model as its bundle describes it, with the thresholds of its working point. */
    Scoring(ClassMap map, ModelBundle bundle) {
        this.map = map;
        this.maxIou = bundle.nms().map(NmsSpec::maxIou).orElse(WITHOUT_NMS);
        for (ModelLabel label : bundle.labels()) {
            thresholds.put(label.name(), label.confidence());
        }
        map.classes().forEach(c -> piles.put(c, new Pile()));
    }

    /**
     * Adds a picture.
     *
     * @param finds strongest first, down to the floor
     * @return right and wrong at the working point, each within its class
     */
    Verdict add(List<Detection> finds, List<Truth> truths) {
        Verdict all = Verdict.none();
        for (Map.Entry<EvalClass, Pile> entry : piles.entrySet()) {
            EvalClass evalClass = entry.getKey();
            Verdict verdict = entry.getValue()
                    .add(
                            only(finds, find -> evalClass.labels().contains(find.label())),
                            only(truths, truth -> evalClass.numbers().contains(truth.labelClass())));
            all = all.plus(verdict);
        }
        Predicate<Truth> isMapped = truth -> map.ofNumber(truth.labelClass()).isPresent();
        agnostic.add(only(finds, find -> map.ofLabel(find.label()).isPresent()), only(truths, isMapped));
        only(truths, isMapped.negate()).forEach(truth -> unmatched.merge(truth.labelClass(), 1, Integer::sum));
        return all;
    }

    Scores scores() {
        List<Scores.PerClass> perClass = new ArrayList<>();
        piles.forEach((evalClass, pile) -> perClass.add(new Scores.PerClass(evalClass, pile.scores())));
        Optional<AveragePrecision.Result> mean = AveragePrecision.Result.mean(
                perClass.stream().flatMap(c -> c.scores().ap().stream()).toList());
        return new Scores(List.copyOf(perClass), mean, agnostic.scores(), Map.copyOf(unmatched));
    }

    /** As decoders compare: in single precision. */
    private boolean reported(Detection find) {
        return (float) find.confidence()
                >= thresholds.getOrDefault(find.label(), 1.0).floatValue();
    }

    private static <T> List<T> only(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).toList();
    }
}
