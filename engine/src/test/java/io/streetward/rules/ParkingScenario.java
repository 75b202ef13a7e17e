package io.streetward.rules;

import io.streetward.detect.Detections;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.scene.SceneView;
import io.streetward.track.ByteTracker;
import io.streetward.track.SimulatedStreet;
import io.streetward.track.TrackSet;
import io.streetward.track.TrackerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A street, a detector with faults, the real tracker and the real rule, and what they made of it. */
final class ParkingScenario {
    static final NormalizedBox KERB = new NormalizedBox(0.4, 0.5, 0.12, 0.1);
    static final Zone EAST_KERB = new Zone("z1", "East kerb", rectangle(0.3, 0.56, 0.65, 0.63));

    final SimulatedStreet street;
    final long seed;
    final double fps;
    final List<Observation> said = new ArrayList<>();
    /** PTS of the frames in which the detector found something at the kerb place, in order, with the true time. */
    private final List<double[]> kerbSightings = new ArrayList<>();

    /** True time and PTS of every analysed frame. */
    private final List<double[]> frames = new ArrayList<>();

    private ParkingLimits limits = ParkingLimits.of(Duration.ofSeconds(30));
    private double dropShare;
    private double newTrackerEveryS = Double.POSITIVE_INFINITY;
    private DoubleUnaryOperator pts = t -> t;
    private Function<TrackSet, StreetView> place = StreetView::of;

    ParkingScenario(long seed, double fps) {
        this.seed = seed;
        this.fps = fps;
        street = new SimulatedStreet(seed);
    }

    ParkingScenario limits(ParkingLimits value) {
        limits = value;
        return this;
    }

    ParkingScenario drops(double share) {
        dropShare = share;
        return this;
    }

    /** Every track gets a new id, and its past is forgotten. */
    ParkingScenario idSwitchEvery(double seconds) {
        newTrackerEveryS = seconds;
        return this;
    }

    ParkingScenario pts(DoubleUnaryOperator ofTrueTime) {
        pts = ofTrueTime;
        return this;
    }

    /** What the scene model says beside the tracks. */
    ParkingScenario scene(Function<FrameRef, SceneView> of) {
        place = tracks -> new StreetView(tracks, of.apply(tracks.frame()));
        return this;
    }

    ParkingScenario run(double untilS) {
        IllegalParkingRule rule = new IllegalParkingRule(EAST_KERB, limits);
        ByteTracker tracker = new ByteTracker(TrackerSettings.defaults());
        double trackerSinceS = 0;
        for (double t : street.times(0, untilS, fps, dropShare)) {
            if (t - trackerSinceS >= newTrackerEveryS) {
                tracker = new ByteTracker(TrackerSettings.defaults());
                trackerSinceS = t;
            }
            double frameS = pts.applyAsDouble(t);
            frames.add(new double[] {t, frameS});
            Detections seen = street.look(t, MediaTime.ofSeconds(frameS));
            if (seen.items().stream().anyMatch(d -> d.box().iou(KERB) > 0.5)) {
                kerbSightings.add(new double[] {t, frameS});
            }
            said.addAll(rule.observe(place.apply(tracker.update(seen))));
        }
        return this;
    }

    /** PTS of the n-th detection (from 0) at the kerb at or after a true time. */
    double seenAfterS(double fromTrueS, int n) {
        return kerbSightings.stream()
                .filter(s -> s[0] >= fromTrueS - 1e-9)
                .skip(n)
                .mapToDouble(s -> s[1])
                .findFirst()
                .orElseThrow();
    }

    /** PTS of the n-th last detection (from 0) at the kerb at or before a true time. */
    double seenBeforeS(double toTrueS, int n) {
        List<double[]> before =
                kerbSightings.stream().filter(s -> s[0] <= toTrueS + 1e-9).toList();
        return before.get(before.size() - 1 - n)[1];
    }

    /** PTS of the last analysed frame before a true time. */
    double frameBeforeS(double trueS) {
        return frames.stream()
                .filter(f -> f[0] < trueS - 1e-9)
                .mapToDouble(f -> f[1])
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** PTS of the first analysed frame after a true time. */
    double frameAfterS(double trueS) {
        return frames.stream()
                .filter(f -> f[0] > trueS + 1e-9)
                .mapToDouble(f -> f[1])
                .findFirst()
                .orElseThrow();
    }

    List<Observation.Noticed> noticed() {
        return only(Observation.Noticed.class);
    }

    List<Observation.Confirmed> confirmed() {
        return only(Observation.Confirmed.class);
    }

    List<Observation.Ended> ended() {
        return only(Observation.Ended.class);
    }

    private <T extends Observation> List<T> only(Class<T> type) {
        return said.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Drives in from the left at a speed (box widths per second), stops dead at the kerb, and drives off to the right. */
    static SimulatedStreet.Path parks(double arriveS, double leaveS, double speed) {
        return t -> {
            double offset = t < arriveS ? (t - arriveS) * speed : t > leaveS ? (t - leaveS) * speed : 0;
            return inPicture(KERB.x() + offset * KERB.w(), KERB.y(), KERB.w(), KERB.h());
        };
    }

    /** Comes from the right, stands in front of the kerb place so that it cannot be seen, and goes on. */
    static SimulatedStreet.Path hides(double fromS, double toS) {
        return t -> {
            double offset = t < fromS ? (fromS - t) * 0.2 : t > toS ? (toS - t) * 0.2 : 0;
            return inPicture(0.36 + offset, 0.42, 0.25, 0.24);
        };
    }

    static @Nullable NormalizedBox inPicture(double x, double y, double w, double h) {
        return x + w < 0 || x > 1 ? null : new NormalizedBox(x, y, w, h).clipped();
    }

    static NormalizedPolygon rectangle(double left, double top, double right, double bottom) {
        return new NormalizedPolygon(List.of(
                new NormalizedPoint(left, top),
                new NormalizedPoint(right, top),
                new NormalizedPoint(right, bottom),
                new NormalizedPoint(left, bottom)));
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + fps + " frames/s, said "
                + said.stream().map(ParkingScenario::brief).toList();
    }

    private static String brief(Observation o) {
        Stay s = o.stay();
        return o.getClass().getSimpleName() + " " + s.object() + " " + s.start().pts() + ".."
                + s.latest().pts();
    }
}
