package io.streetward.rules;

import io.streetward.detect.ChangeVerdict;
import io.streetward.detect.Classification;
import io.streetward.detect.Detections;
import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.GroundPlane;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.scene.ViewState;
import io.streetward.track.ByteTracker;
import io.streetward.track.SimulatedStreet;
import io.streetward.track.TrackSet;
import io.streetward.track.TrackerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A carriageway seen along its lanes, vehicles that come towards the camera, things that come to lie on it, the real
 * tracker, a scene model that never errs but reports late, and the rule. Times are seconds of media time.
 */
final class SpillScenario {
    static final Zone ROAD = new Zone("z1", "Ring road", ParkingScenario.rectangle(0.1, 0.2, 0.9, 0.98));
    /** A region is reported once it has lasted this long. */
    private static final double REPORTED_AFTER_S = 2;

    /** Something that changes the picture. */
    private static final class Thing {
        final long id;
        final DoubleFunction<NormalizedBox> box;
        final DoublePredicate there;
        double fill = 0.5;
        double contrast = 60;

        @Nullable
        ChangeVerdict verdict;

        @Nullable
        FrameRef lastClean;

        @Nullable
        FrameRef appeared;

        @Nullable
        FrameRef grown;

        @Nullable
        FrameRef latest;

        @Nullable
        NormalizedBox seenAs;

        Thing(long id, DoubleFunction<NormalizedBox> box, DoublePredicate there) {
            this.id = id;
            this.box = box;
            this.there = there;
        }
    }

    final SimulatedStreet street;
    final double fps;
    final List<Observation> said = new ArrayList<>();
    final List<StaticRegion> traced = new ArrayList<>();
    private final List<SimulatedStreet.Path> paths = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();
    private SpillageLimits limits = SpillageLimits.of(Duration.ofSeconds(10));
    private @Nullable GroundPlane ground;
    private Hindsight hindsight = Hindsight.NONE;
    private DoublePredicate clear = t -> true;
    private DoubleUnaryOperator pts = t -> t;

    SpillScenario(double fps) {
        this.fps = fps;
        street = new SimulatedStreet(7);
    }

    SpillScenario limits(SpillageLimits value) {
        limits = value;
        return this;
    }

    SpillScenario ground(GroundPlane value) {
        ground = value;
        return this;
    }

    SpillScenario hindsight(Hindsight value) {
        hindsight = value;
        return this;
    }

    /** When the scene model can judge the view. */
    SpillScenario clear(DoublePredicate value) {
        clear = value;
        return this;
    }

    SpillScenario pts(DoubleUnaryOperator ofTrueTime) {
        pts = ofTrueTime;
        return this;
    }

    SpillScenario add(ObjectKind kind, SimulatedStreet.Path path) {
        street.add(kind, path);
        paths.add(path);
        return this;
    }

    /** Cars in both lanes, one every few seconds each. */
    SpillScenario cars(double fromS, double toS, double everyS) {
        for (double t = fromS; t < toS; t += everyS) {
            add(ObjectKind.CAR, drives(0.65, t + everyS / 2, 4, 0.1));
        }
        return this;
    }

    /** Something lies there from one moment to another. */
    SpillScenario lies(NormalizedBox box, double fromS, double toS) {
        return changes(t -> box, t -> t >= fromS && t < toS);
    }

    SpillScenario changes(DoubleFunction<NormalizedBox> box, DoublePredicate there) {
        things.add(new Thing(things.size() + 1, box, there));
        return this;
    }

    /** What the second-stage model takes the thing added last for. */
    SpillScenario verdict(String label, double probability) {
        newest().verdict = new ChangeVerdict(List.of(
                new Classification.Score(label, probability), new Classification.Score("other", 1 - probability)));
        return this;
    }

    SpillScenario contrast(double greyLevels) {
        newest().contrast = greyLevels;
        return this;
    }

    private Thing newest() {
        return things.get(things.size() - 1);
    }

    SpillScenario run(double untilS) {
        SpillageRule rule = new SpillageRule(ROAD, limits, ground, region -> {
            traced.add(region);
            return hindsight.trace(region);
        });
        ByteTracker tracker = new ByteTracker(TrackerSettings.defaults());
        SceneView scene = null;
        double nextLookS = 0;
        for (double t : street.times(0, untilS, fps, 0)) {
            MediaTime at = MediaTime.ofSeconds(pts.applyAsDouble(t));
            Detections seen = street.look(t, at);
            TrackSet tracks = tracker.update(seen);
            if (scene == null || t >= nextLookS - 1e-9) {
                scene = look(t, tracks.frame());
                nextLookS = t + 0.5;
            }
            said.addAll(rule.observe(new StreetView(tracks, scene)));
        }
        return this;
    }

    private SceneView look(double t, FrameRef frame) {
        if (!clear.test(t)) {
            return new SceneView(frame, ViewState.LEARNING, List.of());
        }
        List<StaticRegion> regions = new ArrayList<>();
        for (Thing thing : things) {
            StaticRegion region = look(thing, t, frame);
            if (region != null) {
                regions.add(region);
            }
        }
        return new SceneView(frame, ViewState.CLEAR, regions);
    }

    private @Nullable StaticRegion look(Thing thing, double t, FrameRef frame) {
        NormalizedBox box = thing.box.apply(t);
        boolean hidden = paths.stream().anyMatch(p -> {
            NormalizedBox front = p.apply(t);
            return front != null && front.intersection(box) > 0.1 * box.area();
        });
        if (!hidden && !thing.there.test(t)) {
            thing.lastClean = frame;
            thing.appeared = null;
            return null;
        }
        if (!hidden) {
            thing.appeared = thing.appeared == null ? frame : thing.appeared;
            boolean grew = thing.seenAs == null || box.area() > thing.seenAs.area() * 1.01;
            thing.grown = grew || thing.grown == null ? frame : thing.grown;
            thing.seenAs = box;
            thing.latest = frame;
        }
        FrameRef appeared = thing.appeared;
        FrameRef latest = thing.latest;
        FrameRef grown = thing.grown;
        NormalizedBox seenAs = thing.seenAs;
        if (appeared == null || latest == null || grown == null || seenAs == null) {
            return null;
        }
        double lastedS = latest.pts().seconds() - appeared.pts().seconds();
        return lastedS < REPORTED_AFTER_S - 1e-9
                ? null
                : new StaticRegion(
                        thing.id,
                        seenAs,
                        thing.fill * seenAs.area(),
                        thing.contrast,
                        thing.lastClean,
                        appeared,
                        grown.pts().isBefore(appeared.pts()) ? appeared : grown,
                        latest,
                        thing.verdict);
    }

    /** Comes towards the camera in a lane; passes the middle of the picture, at 0.6 of its height, at a moment. */
    static SimulatedStreet.Path drives(double laneX, double atS, double crossesInS, double heightThere) {
        return t -> {
            double foot = 0.6 + (t - atS) / crossesInS;
            return at(laneX, foot, heightThere);
        };
    }

    /** A vehicle whose wheels are at a line of the picture; null outside it. */
    static @Nullable NormalizedBox at(double laneX, double foot, double heightAtMiddle) {
        double h = heightAtMiddle * foot / 0.6;
        double w = 0.8 * Math.min(h, 0.2 * foot / 0.6);
        return foot < 0.25 || foot - h > 0.95 ? null : new NormalizedBox(laneX - w / 2, foot - h, w, h).clipped();
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

    @Override
    public String toString() {
        return fps + " frames/s, said "
                + said.stream()
                        .map(o -> o.getClass().getSimpleName() + " " + o.stay().kind() + " "
                                + o.stay().start().pts() + ".."
                                + o.stay().latest().pts())
                        .toList();
    }
}
