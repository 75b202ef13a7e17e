package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.scene.ViewState;
import java.time.Duration;
import java.util.Optional;

/** What the scene model says of one place: whether something lies there that came when the thing did, and stays. */
final class GroundWitness {
    /** A region that has been seen to stay covers most of what stands there; the detector's box has corners of bare ground. */
    private static final double COVERED_SHARE = 0.35;
    /** Larger than the place by so much, it is a change of the whole street and witness of nothing in particular. */
    private static final double GREATEST_SIZE = 4;
    /** A region may be dated from the approach, or from what stood there just before. */
    private static final Duration TOLERANCE = Duration.ofSeconds(30);
    /** Newer looks at the place are hidden ones, and say nothing. */
    private static final Duration FRESH = Duration.ofSeconds(5);
    /** 20 × 17 pixels of a scene picture of 640 × 360: smaller things drown in what the scene model smooths away. */
    private static final double LEAST_AREA = 0.0015;

    private static final double WEIGHT_PRESENT = 1;
    /** Doubles the odds against: a car in the colour of the road is missed now and then. */
    private static final double WEIGHT_ABSENT = -0.7;

    private GroundWitness() {}

    /** Whether something is still seen to stand where the detector finds nothing. */
    static boolean showsStill(SceneView scene, Place place) {
        return place.isStanding()
                && !place.hasTrackElsewhere()
                && find(scene, place)
                        .filter(r -> scene.frame().pts().since(r.latest().pts()).compareTo(FRESH) <= 0)
                        .isPresent();
    }

    /** What it says of a thing that stands; empty when it cannot say. */
    static Optional<Witness> of(SceneView scene, Place place) {
        if (scene.state().phase() != ViewState.Phase.CLEAR) {
            return Optional.empty();
        }
        Optional<Witness> present = find(scene, place)
                .map(r -> new Witness(
                        "static_region",
                        Math.min(1, covered(place.box(), r) / (2 * COVERED_SHARE)),
                        WEIGHT_PRESENT,
                        "the picture of the place itself changed when it came and has stayed so for "
                                + Words.duration(r.age())));
        if (present.isPresent() || !place.seenArriving() || place.box().area() < LEAST_AREA) {
            return present; // what was there when the place was learnt is no change
        }
        return Optional.of(new Witness(
                "static_region",
                1,
                WEIGHT_ABSENT,
                "the picture of the place itself shows no lasting change, which speaks against it"));
    }

    private static Optional<StaticRegion> find(SceneView scene, Place place) {
        if (scene.state().phase() != ViewState.Phase.CLEAR) {
            return Optional.empty();
        }
        return scene.regions().stream()
                .filter(r -> r.box().area() <= GREATEST_SIZE * place.box().area())
                .filter(r -> covered(place.box(), r) >= COVERED_SHARE)
                .filter(r ->
                        place.start().frame().pts().since(r.appeared().pts()).compareTo(TOLERANCE) <= 0)
                .findFirst();
    }

    private static double covered(NormalizedBox place, StaticRegion region) {
        return place.area() <= 0 ? 0 : place.intersection(region.box()) / place.area();
    }
}
