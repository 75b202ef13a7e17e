package io.streetward.track;

import io.streetward.media.NormalizedBox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How fast an object moved lately, from its raw boxes: the mean of the older half of a window against the newer half.
 *
 * <p>The Kalman filter's velocity follows braking within a few frames and pays for it with noise: with boxes that wobble
 * by a tenth it reads up to half a box per second for a parked car. Telling standing from moving needs the mean.
 */
final class RecentMotion {
    private static final double WINDOW_S = 2;
    private static final double LEAST_SPAN_S = 0.8;
    /** 2 s at 25 frames/s; a faster stream shortens the window. */
    private static final int CAPACITY = 50;

    private record Sample(double atS, NormalizedBox box) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    void add(double atS, NormalizedBox box) {
        samples.addLast(new Sample(atS, box));
        while (samples.size() > CAPACITY || (samples.size() > 2 && samples.getFirst().atS < atS - WINDOW_S)) {
            samples.removeFirst();
        }
    }

    void clear() {
        samples.clear();
    }

    /** Box sizes per second: the greatest of the centre's moves and half the size's growth; empty when seen too briefly. */
    OptionalDouble speed() {
        if (samples.size() < 2 || samples.getLast().atS - samples.getFirst().atS < LEAST_SPAN_S) {
            return OptionalDouble.empty();
        }
        Mean older = new Mean();
        Mean newer = new Mean();
        int index = 0;
        for (Sample sample : samples) {
            (index++ < samples.size() / 2 ? older : newer).add(sample);
        }
        return OptionalDouble.of(older.speedTo(newer));
    }

    private static final class Mean {
        private int n;
        private double atS;
        private double x;
        private double y;
        private double w;
        private double h;

        void add(Sample s) {
            n++;
            atS += s.atS;
            x += s.box.center().x();
            y += s.box.center().y();
            w += s.box.w();
            h += s.box.h();
        }

        double speedTo(Mean newer) {
            double meanW = Math.max(1e-4, (w + newer.w) / (n + newer.n));
            double meanH = Math.max(1e-4, (h + newer.h) / (n + newer.n));
            double moved =
                    Math.max(Math.abs(newer.x / newer.n - x / n) / meanW, Math.abs(newer.y / newer.n - y / n) / meanH);
            double grown =
                    Math.max(Math.abs(newer.w / newer.n - w / n) / meanW, Math.abs(newer.h / newer.n - h / n) / meanH);
            return Math.max(moved, grown / 2) / (newer.atS / newer.n - atS / n);
        }
    }
}
