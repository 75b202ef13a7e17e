package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A box that stands still, with the detector's noise about it, and the question from when on and until when a thing stood
 * there.
 *
 * <p>The instant of stopping is the change point of the series: every sighting scores by how well the standing box explains
 * it, and the run with the greatest sum wins (the off-line form of Page's CUSUM, Biometrika 41, 1954). A single wild box
 * inside the run costs little, the approach before it scores far below zero.
 */
final class StandingFit {
    /** Score of a perfect sighting; noise alone takes off one per coordinate, 4 on average. */
    private static final double REWARD = 8;

    /** Less than an average sighting earns, so that one wild box never cuts a run in two. */
    private static final double GREATEST_PENALTY = 3;
    /** A score is twice a log-likelihood: missing a thing in one second of looks at the poor detection rate of 0.6. */
    private static final double MISS_PENALTY_PER_S = 1.8;
    /** Until there are many sightings, boxes are taken to wobble by this share of their size. */
    private static final double PRIOR_SD = 0.08;

    private static final double PRIOR_WEIGHT = 3;
    /** Two of three boxes always lie close to their median: so many say nothing of the spread. */
    private static final double MEDIAN_COSTS = 2;

    private static final double LEAST_SD = 0.015;

    private final NormalizedBox box;
    private final double varX;
    private final double varY;
    private final double varW;
    private final double varH;

    private StandingFit(NormalizedBox box, List<Sighting> sightings) {
        this.box = box;
        varX = variance(sightings, this::offX);
        varY = variance(sightings, this::offY);
        varW = variance(sightings, this::offW);
        varH = variance(sightings, this::offH);
    }

    /** Fits the median box and a robust spread to at least one sighting. */
    static StandingFit of(List<Sighting> sightings) {
        return new StandingFit(medianBox(sightings.stream().map(Sighting::box).toList()), sightings);
    }

    NormalizedBox box() {
        return box;
    }

    /** Standard deviation of the centre, the greater of the two axes, in box sizes. */
    double spread() {
        return Math.sqrt(Math.max(varX, varY));
    }

    /**
     * The index in a list ordered by time from which on the thing stood here, if it stood here at the end. Seconds in which
     * the place was seen empty speak against the sightings before them: they may be of something that drove by.
     */
    int start(List<Sighting> sightings) {
        double sum = 0;
        double best = 0;
        int start = sightings.size();
        for (int i = sightings.size() - 1; i >= 0; i--) {
            sum += score(sightings.get(i));
            if (sum > best) {
                best = sum;
                start = i;
            }
            sum -= MISS_PENALTY_PER_S * sightings.get(i).missedS();
        }
        return start;
    }

    /**
     * The index of the last sighting at which the thing stood here, if it stood here at the beginning. One odd box at the
     * end is the detector's doing; it takes two for the thing to be moving off.
     */
    int end(List<Sighting> sightings) {
        double sum = 0;
        double best = 0;
        int end = sightings.size() - 1;
        for (int i = 0; i < sightings.size(); i++) {
            sum += score(sightings.get(i));
            if (sum > best) {
                best = sum;
                end = i;
            }
        }
        return best - sum > GREATEST_PENALTY ? end : sightings.size() - 1;
    }

    private double score(Sighting s) {
        double deviation = square(offX(s.box())) / varX
                + square(offY(s.box())) / varY
                + square(offW(s.box())) / varW
                + square(offH(s.box())) / varH;
        return Math.max(-GREATEST_PENALTY, REWARD - deviation);
    }

    private double offX(NormalizedBox b) {
        return (b.center().x() - box.center().x()) / size(box.w());
    }

    private double offY(NormalizedBox b) {
        return (b.center().y() - box.center().y()) / size(box.h());
    }

    private double offW(NormalizedBox b) {
        return Math.log(size(b.w()) / size(box.w()));
    }

    private double offH(NormalizedBox b) {
        return Math.log(size(b.h()) / size(box.h()));
    }

    /** Spread by the median absolute deviation, drawn towards the prior where sightings are few. */
    private static double variance(List<Sighting> sightings, ToDoubleFunction<NormalizedBox> off) {
        double[] absolute = sightings.stream()
                .mapToDouble(s -> Math.abs(off.applyAsDouble(s.box())))
                .toArray();
        double sd = 1.4826 * median(absolute);
        double weight = Math.max(0, sightings.size() - MEDIAN_COSTS);
        double pooled = (weight * sd * sd + PRIOR_WEIGHT * PRIOR_SD * PRIOR_SD) / (weight + PRIOR_WEIGHT);
        return Math.max(LEAST_SD * LEAST_SD, pooled);
    }

    /** How fast it moves within a run of sightings, box sizes per second: median box of the older half against the newer. */
    static double speed(List<Sighting> run) {
        int half = run.size() / 2;
        List<Sighting> older = run.subList(0, half);
        List<Sighting> newer = run.subList(half, run.size());
        if (older.isEmpty()) {
            return 0;
        }
        StandingFit from = of(older);
        NormalizedBox to = of(newer).box();
        double moved = Math.max(Math.abs(from.offX(to)), Math.abs(from.offY(to)));
        double grown = Math.max(Math.abs(from.offW(to)), Math.abs(from.offH(to)));
        double seconds = meanTime(newer) - meanTime(older);
        return seconds <= 0 ? 0 : Math.max(moved, grown / 2) / seconds;
    }

    static NormalizedBox medianBox(List<NormalizedBox> boxes) {
        double x = median(boxes.stream().mapToDouble(b -> b.center().x()).toArray());
        double y = median(boxes.stream().mapToDouble(b -> b.center().y()).toArray());
        double w = median(boxes.stream().mapToDouble(NormalizedBox::w).toArray());
        double h = median(boxes.stream().mapToDouble(NormalizedBox::h).toArray());
        return new NormalizedBox(x - w / 2, y - h / 2, w, h);
    }

    private static double meanTime(List<Sighting> sightings) {
        return sightings.stream().mapToDouble(Sighting::atS).average().orElse(0);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int mid = values.length / 2;
        return values.length % 2 == 1 ? values[mid] : (values[mid - 1] + values[mid]) / 2;
    }

    private static double size(double v) {
        return Math.max(1e-6, v);
    }

    private static double square(double v) {
        return v * v;
    }
}
