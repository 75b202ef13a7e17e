package io.streetward.tools.eval;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of a model's labels answer for which classes of the label files. Label-file classes that one label answers for
 * alike are one class here: a model that knows no vans cannot be asked to tell them from cars.
 *
 * @param classes by their number
 * @param unknown labels of the map that the model does not have
 */
record ClassMap(List<EvalClass> classes, List<String> unknown) {
    /**
     * One class.
     *
     * @param numbers in the label files
     * @param labels of the model
     */
    record EvalClass(Set<Integer> numbers, Set<String> labels) {
        /** The lowest of its numbers. */
        int number() {
            return numbers.iterator().next();
        }
    }

    ClassMap {
        classes = List.copyOf(classes);
        unknown = List.copyOf(unknown);
    }

    /** The part of a map file that concerns a model with these labels. */
    static ClassMap of(Map<String, List<Integer>> map, Collection<String> modelLabels) {
        List<EvalClass> classes = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        map.forEach((label, numbers) -> {
            if (modelLabels.contains(label)) {
                join(classes, label, numbers);
            } else {
                unknown.add(label);
            }
        });
        classes.sort(Comparator.comparingInt(EvalClass::number));
        return new ClassMap(classes, unknown);
    }

    private static void join(List<EvalClass> classes, String label, List<Integer> numbers) {
        Set<Integer> allNumbers = new TreeSet<>(numbers);
        Set<String> allLabels = new LinkedHashSet<>();
        classes.removeIf(known -> {
            boolean shared = known.numbers().stream().anyMatch(numbers::contains);
            if (shared) {
                allNumbers.addAll(known.numbers());
                allLabels.addAll(known.labels());
            }
            return shared;
        });
        allLabels.add(label);
        classes.add(new EvalClass(allNumbers, allLabels));
    }

    Optional<EvalClass> ofNumber(int labelClass) {
        return classes.stream().filter(c -> c.numbers().contains(labelClass)).findFirst();
    }

    Optional<EvalClass> ofLabel(String label) {
        return classes.stream().filter(c -> c.labels().contains(label)).findFirst();
    }
}
