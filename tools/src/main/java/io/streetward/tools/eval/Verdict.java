package io.streetward.tools.eval;

import io.streetward.detect.Detection;
import java.util.ArrayList;
import java.util.List;

/** What was right and wrong in one picture at the working point. */
record Verdict(List<Detection> hits, List<Detection> mistakes, List<Truth> missed) {
    Verdict {
        hits = List.copyOf(hits);
        mistakes = List.copyOf(mistakes);
        missed = List.copyOf(missed);
    }

    static Verdict none() {
        return new Verdict(List.of(), List.of(), List.of());
    }

    /** Matches at IoU 0.5. */
    static Verdict of(List<Detection> finds, List<Truth> truths) {
        int[] matched = GreedyMatch.of(
                finds.stream().map(Detection::box).toList(),
                truths.stream().map(Truth::box).toList(),
                0.5);
        List<Detection> hits = new ArrayList<>();
        List<Detection> mistakes = new ArrayList<>();
        boolean[] found = new boolean[truths.size()];
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] == GreedyMatch.NONE) {
                mistakes.add(finds.get(i));
            } else {
                hits.add(finds.get(i));
                found[matched[i]] = true;
            }
        }
        List<Truth> missed = new ArrayList<>();
        for (int t = 0; t < found.length; t++) {
            if (!found[t]) {
                missed.add(truths.get(t));
            }
        }
        return new Verdict(hits, mistakes, missed);
    }

    Tally tally() {
        return new Tally(hits.size(), mistakes.size(), missed.size());
    }

    Verdict plus(Verdict other) {
        List<Detection> allHits = new ArrayList<>(hits);
        allHits.addAll(other.hits);
        List<Detection> allMistakes = new ArrayList<>(mistakes);
        allMistakes.addAll(other.mistakes);
        List<Truth> allMissed = new ArrayList<>(missed);
        allMissed.addAll(other.missed);
        return new Verdict(allHits, allMistakes, allMissed);
    }
}
