package io.streetward.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How good the model is on judged pairs; every rate with the counts it is made of. */
public final class ResidueReport {
    private static final int BINS = 10;

    private final List<Judged> judged;

    /** A report on these. */
    public ResidueReport(List<Judged> judged) {
        this.judged = List.copyOf(judged);
    }

    /** The share of pairs whose likeliest label is the right one; 0 of none. */
    public double accuracy() {
        return share(judged.stream().filter(j -> j.best() == j.truth()).count(), judged.size());
    }

    /** The share of the model's answers {@code label} that are right; 0 when it never says so. */
    public double precision(ResidueLabel label) {
        return share(
                count(label, label),
                judged.stream().filter(j -> j.best() == label).count());
    }

    /** The share of the pairs that are {@code label} of which the model says so; 0 when there are none. */
    public double recall(ResidueLabel label) {
        return share(
                count(label, label),
                judged.stream().filter(j -> j.truth() == label).count());
    }

    private long count(ResidueLabel truth, ResidueLabel said) {
        return judged.stream()
                .filter(j -> j.truth() == truth && j.best() == said)
                .count();
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /** Lines for people: accuracy, confusion, precision and recall, errors by situation, reliability. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long right = judged.stream().filter(j -> j.best() == j.truth()).count();
        lines.add(String.format(Locale.ROOT, "accuracy %.3f (%d/%d)", accuracy(), right, judged.size()));
        confusion(lines);
        residue(lines);
        situations(lines);
        reliability(lines);
        return lines;
    }

    private void confusion(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT, "%-8s %7s %7s %7s   precision      recall", "truth", "debris", "mud", "none"));
        for (ResidueLabel truth : ResidueLabel.values()) {
            long said = judged.stream().filter(j -> j.best() == truth).count();
            long all = judged.stream().filter(j -> j.truth() == truth).count();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-8s %7d %7d %7d   %.3f (%d/%d)  %.3f (%d/%d)",
                    truth.key(),
                    count(truth, ResidueLabel.DEBRIS),
                    count(truth, ResidueLabel.MUD),
                    count(truth, ResidueLabel.NONE),
                    precision(truth),
                    count(truth, truth),
                    said,
                    recall(truth),
                    count(truth, truth),
                    all));
        }
    }

    /** Debris and mud taken together: what decides whether a spill is filed. */
    private void residue(List<String> lines) {
        for (double threshold : List.of(0.3, 0.5, 0.7)) {
            long said = judged.stream().filter(j -> j.residue() >= threshold).count();
            long hit = judged.stream()
                    .filter(j -> j.residue() >= threshold && j.truth() != ResidueLabel.NONE)
                    .count();
            long all =
                    judged.stream().filter(j -> j.truth() != ResidueLabel.NONE).count();
            lines.add(String.format(
                    Locale.ROOT,
                    "residue at %.1f: precision %.3f (%d/%d), recall %.3f (%d/%d)",
                    threshold,
                    share(hit, said),
                    hit,
                    said,
                    share(hit, all),
                    hit,
                    all));
        }
    }

    private void situations(List<String> lines) {
        Map<String, long[]> counts = new TreeMap<>();
        for (Judged j : judged) {
            long[] count = counts.computeIfAbsent(j.what(), k -> new long[2]);
            count[0] += (j.residue() >= 0.5) == (j.truth() != ResidueLabel.NONE) ? 1 : 0;
            count[1]++;
        }
        lines.add("residue or not, right by situation:");
        counts.forEach((what, count) -> lines.add(String.format(
                Locale.ROOT, "  %-28s %.3f (%d/%d)", what, share(count[0], count[1]), count[0], count[1])));
    }

    /** Among the pairs given this probability of residue, how many are. */
    private void reliability(List<String> lines) {
        lines.add("reliability of P(residue): bin, mean said, share that is, pairs; ECE at the end");
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int b = bin;
            List<Judged> in = judged.stream()
                    .filter(j -> Math.min(BINS - 1, (int) (j.residue() * BINS)) == b)
                    .toList();
            double said = in.stream().mapToDouble(Judged::residue).average().orElse(0);
            long are = in.stream().filter(j -> j.truth() != ResidueLabel.NONE).count();
            lines.add(String.format(
                    Locale.ROOT,
                    "  %.1f-%.1f  %.3f  %.3f  (%d/%d)",
                    bin / (double) BINS,
                    (bin + 1) / (double) BINS,
                    said,
                    share(are, in.size()),
                    are,
                    in.size()));
            error += Math.abs(said - share(are, in.size())) * share(in.size(), judged.size());
        }
        lines.add(String.format(Locale.ROOT, "  ECE %.3f", error));
    }
}
