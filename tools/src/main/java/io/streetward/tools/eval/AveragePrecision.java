package io.streetward.tools.eval;

import io.streetward.media.NormalizedBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Average precision of one class as COCO computes it (pycocotools' COCOeval, area "all"): at IoU 0.50, 0.55 … 0.95, at most
 * 100 finds a picture, precision made monotonic and read at 101 recalls. Each find is weighed against its own picture only;
 * boxes may be in any unit, since only their overlaps count.
 */
final class AveragePrecision {
    private static final int MAX_FINDS = 100;
    private static final int RECALLS = 101;

    private record Verdict(double score, boolean hit) {}

    private final List<List<Verdict>> perIou = new ArrayList<>();
    private int truths;

    /**
     * An average over the classes or the IoUs it is taken at.
     *
     * @param ap50 at IoU 0.5
     * @param ap50to95 mean over all IoUs
     */
    record Result(double ap50, double ap50to95) {
        /** The mean over classes; empty when there are none. */
        static Optional<Result> mean(List<Result> results) {
            if (results.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Result(
                    results.stream().mapToDouble(Result::ap50).average().orElseThrow(),
                    results.stream().mapToDouble(Result::ap50to95).average().orElseThrow()));
        }
    }

    AveragePrecision() {
        for (int i = 0; i < ious().length; i++) {
            perIou.add(new ArrayList<>());
        }
    }

    /** 0.50 to 0.95 in tenths of the way, with the last bits that numpy's linspace gives them. */
    static double[] ious() {
        double[] ious = new double[10];
        double step = (0.95 - 0.5) / 9;
        Arrays.setAll(ious, i -> i * step + 0.5);
        ious[9] = 0.95;
        return ious;
    }

    /** Adds a picture; equal scores keep their order, within a picture and from picture to picture. */
    void add(List<ScoredBox> finds, List<NormalizedBox> objects) {
        List<ScoredBox> strongest = finds.stream()
                .sorted(Comparator.comparingDouble(find -> -find.score()))
                .limit(MAX_FINDS)
                .toList();
        List<NormalizedBox> boxes = strongest.stream().map(ScoredBox::box).toList();
        double[] ious = ious();
        for (int i = 0; i < ious.length; i++) {
            int[] matched = GreedyMatch.of(boxes, objects, ious[i]);
            for (int f = 0; f < matched.length; f++) {
                perIou.get(i).add(new Verdict(strongest.get(f).score(), matched[f] != GreedyMatch.NONE));
            }
        }
        truths += objects.size();
    }

    /** Empty when no picture has an object: there is nothing to be precise about. */
    Optional<Result> result() {
        if (truths == 0) {
            return Optional.empty();
        }
        double[] aps = perIou.stream().mapToDouble(this::average).toArray();
        return Optional.of(new Result(aps[0], Arrays.stream(aps).average().orElseThrow()));
    }

    private double average(List<Verdict> verdicts) {
        List<Verdict> byScore = verdicts.stream()
                .sorted(Comparator.comparingDouble(verdict -> -verdict.score()))
                .toList();
        double[] recall = new double[byScore.size()];
        double[] precision = new double[byScore.size()];
        int hits = 0;
        for (int i = 0; i < recall.length; i++) {
            hits += byScore.get(i).hit() ? 1 : 0;
            recall[i] = (double) hits / truths;
            precision[i] = hits / (i + 1 + Math.ulp(1.0));
        }
        for (int i = precision.length - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        double sum = 0;
        int at = 0;
        for (int r = 0; r < RECALLS; r++) {
            double wanted = r == RECALLS - 1 ? 1 : r * 0.01;
            while (at < recall.length && recall[at] < wanted) {
                at++;
            }
            sum += at < recall.length ? precision[at] : 0;
        }
        return sum / RECALLS;
    }
}
