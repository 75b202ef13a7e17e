package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle on its way over one piece of ground.
 *
 * @param best the position that shows it best there: the nearest in which it was really seen
 * @param at when it was nearest
 * @param left when it was last over the ground, or nearest where it only passed beside
 * @param closeness 1 over the ground, less the farther beside it
 */
record Crossing(long trackId, ObjectKind kind, Drive.Position best, MediaTime at, MediaTime left, double closeness) {
    /** What falls off tumbles on and sideways; a box's edge wobbles by a tenth: half a vehicle's size beside it. */
    private static final double WAKE = 0.5;
    /** The part of a box that stands over its own ground; the part above it covers the road behind. */
    private static final double FOOT_SHARE = 0.5;

    private static final int STEPS = 8;

    /** The crossing of a piece of ground between two moments; null when it did not come near. */
    static @Nullable Crossing of(Drive drive, NormalizedBox ground, MediaTime from, MediaTime to) {
        List<Drive.Position> way = drive.way();
        Search search = new Search(ground, from, to);
        for (int i = 0; i < way.size(); i++) {
            Drive.Position here = way.get(i);
            search.consider(here, here.box(), here.frame().pts(), drive.reach());
            if (i + 1 < way.size()) {
                search.between(here, way.get(i + 1));
            }
        }
        Drive.Position before = drive.before();
        Drive.Position after = drive.after();
        if (before != null && after != null) {
            search.beyond(way.get(0), before);
            search.beyond(way.get(way.size() - 1), after);
        }
        Drive.Position best = search.best;
        return best == null || search.closeness <= 0
                ? null
                : new Crossing(drive.trackId(), drive.kind(), best, search.at, search.left, search.closeness);
    }

    private static NormalizedBox foot(NormalizedBox box) {
        return NormalizedBox.ofCorners(box.x(), box.bottom() - FOOT_SHARE * box.h(), box.right(), box.bottom());
    }

    /** Gap between a vehicle's foot and a piece of ground, in sizes of the vehicle; 0 where they touch. */
    private static double gap(NormalizedBox vehicle, NormalizedBox ground) {
        NormalizedBox foot = foot(vehicle);
        double dx = Math.max(0, Math.max(ground.x() - foot.right(), foot.x() - ground.right()));
        double dy = Math.max(0, Math.max(ground.y() - foot.bottom(), foot.y() - ground.bottom()));
        return Math.hypot(dx / Math.max(1e-6, vehicle.w()), dy / Math.max(1e-6, vehicle.h()));
    }

    /** The nearest so far. */
    private static final class Search {
        private final NormalizedBox ground;
        private final MediaTime from;
        private final MediaTime to;
        private Drive.@Nullable Position best;
        private double bestOff = Double.MAX_VALUE;
        private MediaTime at = MediaTime.ZERO;
        private MediaTime left = MediaTime.ZERO;
        private double closeness;

        Search(NormalizedBox ground, MediaTime from, MediaTime to) {
            this.ground = ground;
            this.from = from;
            this.to = to;
        }

        void between(Drive.Position a, Drive.Position b) {
            walk(a, b, STEPS - 1, b);
        }

        /** Where it was not seen any more: what shows it best is where it was. */
        void beyond(Drive.Position seen, Drive.Position unseen) {
            walk(seen, unseen, STEPS, seen);
        }

        private void walk(Drive.Position a, Drive.Position b, int steps, Drive.Position showsSecondHalf) {
            for (int step = 1; step <= steps; step++) {
                double t = step / (double) STEPS;
                NormalizedBox box = NormalizedBox.ofCorners(
                        mix(a.box().x(), b.box().x(), t),
                        mix(a.box().y(), b.box().y(), t),
                        mix(a.box().right(), b.box().right(), t),
                        mix(a.box().bottom(), b.box().bottom(), t));
                MediaTime when = MediaTime.ofSeconds(mix(a.atS(), b.atS(), t));
                consider(t < 0.5 ? a : showsSecondHalf, box, when, 0);
            }
        }

        void consider(Drive.Position seen, NormalizedBox box, MediaTime when, double reach) {
            if (when.isBefore(from) || when.isAfter(to)) {
                return;
            }
            double gap = gap(box, ground);
            double near = gap <= 0 ? 1 : 1 - gap / (WAKE + reach);
            double off = Drive.apart(seen.box(), ground);
            if (near > closeness) {
                closeness = near;
                at = when;
                left = when;
                best = seen;
                bestOff = off;
            } else if (near > 0 && near == closeness && off < bestOff) {
                at = when;
                best = seen;
                bestOff = off;
            }
            if (near > 0 && near == closeness && when.isAfter(left)) {
                left = when;
            }
        }

        private static double mix(double a, double b, double t) {
            return a + (b - a) * t;
        }
    }
}
