package io.streetward.tools.eval;

import io.streetward.tools.eval.Scores.OneClass;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An evaluation for people. */
final class EvaluationTable {
    private static final int LABELS_CHARS = 26;
    private static final String ROW = "%-6s %-" + LABELS_CHARS + "s %7s %6s %8s  %-16s  %-16s  %s%n";

    private final PrintWriter out;

    EvaluationTable(PrintWriter out) {
        this.out = out;
    }

    void print(Evaluation evaluation) {
        Scores scores = evaluation.scores();
        out.printf(
                Locale.ROOT,
                "%n%s, %s, %d thread%s: %d pictures, %.1f ms a picture%n%n",
                evaluation.bundle().name(),
                evaluation.engine(),
                evaluation.threads(),
                evaluation.threads() == 1 ? "" : "s",
                evaluation.pictures(),
                evaluation.millisPerPicture());
        out.printf(Locale.ROOT, ROW, "class", "labels", "objects", "AP50", "AP50-95", "precision", "recall", "F1");
        for (Scores.PerClass row : scores.perClass()) {
            if (row.scores().tally().truth() + row.scores().tally().found() > 0) {
                String numbers =
                        row.evalClass().numbers().stream().map(String::valueOf).collect(Collectors.joining("+"));
                row(numbers, String.join(", ", row.evalClass().labels()), row.scores());
            }
        }
        row("mean", "of classes with objects", new OneClass(scores.mean(), scores.total()));
        row("one", "all as one class", scores.agnostic());
        out.printf(
                Locale.ROOT,
                "%nAP: finds down to %.3g. Precision, recall, F1: at the bundle's own thresholds and IoU 0.5.%n",
                evaluation.floor());
        for (Map.Entry<Integer, Integer> left : scores.unmatched().entrySet()) {
            out.println("class " + left.getKey() + ": its " + left.getValue()
                    + " objects are left out, no label of the map answers for it");
        }
        if (evaluation.withoutFile() > 0) {
            out.println(evaluation.withoutFile() + " pictures without a label file count as empty");
        }
        if (evaluation.broken() > 0) {
            out.println(evaluation.broken() + " pictures could not be read and count nowhere");
        }
        out.flush();
    }

    private void row(String name, String labels, OneClass scores) {
        Tally tally = scores.tally();
        String shortened = labels.length() <= LABELS_CHARS ? labels : labels.substring(0, LABELS_CHARS - 1) + "…";
        Optional<AveragePrecision.Result> ap = scores.ap();
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                shortened,
                tally.truth(),
                ap.map(a -> three(a.ap50())).orElse("-"),
                ap.map(a -> three(a.ap50to95())).orElse("-"),
                rate(tally.tp(), tally.found(), tally.precision()),
                rate(tally.tp(), tally.truth(), tally.recall()),
                Double.isNaN(tally.f1()) ? "-" : two(tally.f1()));
    }

    private static String rate(int part, int whole, double value) {
        return part + "/" + whole + (whole == 0 ? "" : " = " + two(value));
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
