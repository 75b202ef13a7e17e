package io.streetward.rules;

import static io.streetward.detect.ObjectKind.CAR;
import static io.streetward.detect.ObjectKind.MUCK_TRUCK;
import static io.streetward.detect.ObjectKind.PERSON;
import static io.streetward.detect.ObjectKind.TRUCK;
import static io.streetward.detect.ObjectKind.VEHICLE;
import static io.streetward.rules.SpillScenario.at;
import static io.streetward.rules.SpillScenario.drives;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.GroundPlane;
import io.streetward.media.GroundPoint;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.track.SimulatedStreet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A truck passes at 20 s in the lane at 0.4; what it drops lies about the middle of the picture, at 0.6. */
class SpillageRuleTest {
    private static final double FALLS_S = 20;
    private static final NormalizedBox DEBRIS = new NormalizedBox(0.37, 0.57, 0.06, 0.03);

    private static SimulatedStreet.Path truck() {
        return drives(0.4, FALLS_S, 4, 0.3);
    }

    private static SpillScenario scene(double fps) {
        return new SpillScenario(fps).cars(0, 70, 3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 5, 25})
    void whatATruckLeavesIsOneCaseAtAnyRate(double fps) {
        SpillScenario s =
                scene(fps).add(TRUCK, truck()).lies(DEBRIS, FALLS_S, 50).run(75);
        double look = Math.max(0.5, 1 / fps);
        assertThat(s.noticed()).as("%s", s).hasSize(1);
        assertThat(s.confirmed()).as("%s", s).hasSize(1);
        assertThat(s.ended()).as("%s", s).hasSize(1);
        Stay stay = s.confirmed().get(0).stay();
        assertThat(stay.kind()).isEqualTo(EventKind.ROAD_SPILLAGE);
        assertThat(stay.object()).isEqualTo(ObjectKind.DEBRIS);
        assertThat(stay.box().iou(DEBRIS)).isGreaterThan(0.99);
        // The truck's box stands before the ground until 22.4 s.
        assertThat(stay.start().pts().seconds()).isBetween(22.4, 22.4 + look + 1e-6);
        assertThat(stay.dwell()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(stay.dwell().toMillis()).isLessThanOrEqualTo(10_000 + (long) (1000 * look));
        Stay end = s.ended().get(0).stay();
        assertThat(end.latest().pts().seconds()).isBetween(50 - 1 - look, 50.0);
        assertThat(end.start()).isEqualTo(stay.start());
        assertThat(s.confirmed().get(0).passages()).isNotEmpty();
        assertThat(s.confirmed().get(0).passages().get(0).kind()).isEqualTo(TRUCK);
    }

    @Test
    void whenItFellIsSaidFromTheFirstNoticeOn() {
        SpillScenario s = scene(5).add(TRUCK, truck()).lies(DEBRIS, FALLS_S, 50).run(75);

        Onset noticed = s.noticed().get(0).onset();
        Onset confirmed = s.confirmed().get(0).onset();

        assertThat(noticed).isNotNull();
        assertThat(confirmed).isNotNull();
        assertThat(confirmed.lastClean()).isNotNull();
        assertThat(confirmed.lastClean().pts()).isLessThan(confirmed.firstSeen().pts());
        assertThat(confirmed.firstSeen().pts())
                .isLessThanOrEqualTo(s.confirmed().get(0).stay().start().pts());
        assertThat(noticed.firstSeen().pts()).isEqualTo(confirmed.firstSeen().pts());
    }

    @Test
    void aRegionThatNothingPassedIsNoSpill() {
        assertThat(scene(5).lies(DEBRIS, 20, 60).run(70).said).isEmpty();
    }

    @Test
    void aRegionBesideTheRoadIsNoSpill() {
        NormalizedBox beside = new NormalizedBox(0.02, 0.57, 0.06, 0.03);
        assertThat(scene(5).add(TRUCK, drives(0.15, 20, 4, 0.3))
                        .lies(beside, 20, 60)
                        .run(70)
                        .said)
                .isEmpty();
    }

    @Test
    void anUnlabelledVehicleThatIsMuchHigherThanTheOthersCountsAsLarge() {
        SpillScenario large = scene(5).add(CAR, drives(0.4, FALLS_S, 4, 0.3))
                .lies(DEBRIS, FALLS_S, 60)
                .run(60);
        SpillScenario small = scene(5).add(CAR, drives(0.4, FALLS_S, 4, 0.1))
                .lies(DEBRIS, FALLS_S, 60)
                .run(60);
        assertThat(large.confirmed()).hasSize(1);
        assertThat(small.confirmed()).as("an ordinary vehicle loses things too").hasSize(1);
        assertThat(large.confirmed().get(0).stay().confidence())
                .isGreaterThan(small.confirmed().get(0).stay().confidence() + 0.03);
        assertThat(large.confirmed().get(0).reasons()).anyMatch(r -> r.contains("times as high as usual"));
    }

    @Test
    void aCarThatParksIsNoSpillThoughTheDetectorLosesItForSecondsOnEnd() {
        SimulatedStreet.Path parks = t -> t < 20 ? drives(0.4, 20, 4, 0.1).apply(t) : t < 60 ? at(0.4, 0.6, 0.1) : null;
        NormalizedBox body = new NormalizedBox(0.37, 0.51, 0.06, 0.08);
        SpillScenario s = new SpillScenario(5).cars(0, 70, 3);
        // Seen by the detector as it comes and for 6 s more, then lost for 9 s, and so on; the scene model sees the
        // car's body all the while.
        s.street.add(CAR, t -> (t + 5) % 20 < 11 ? parks.apply(t) : null);
        s.changes(t -> body, t -> t >= 20 && t < 60);
        assertThat(s.run(80).confirmed()).isEmpty();
    }

    @Test
    void whereACarDroveOffTheRoadThatComesToSightIsNoSpill() {
        // It stood there from the beginning, so the ground under it is what is new.
        SimulatedStreet.Path leaves =
                t -> t < 20 ? at(0.4, 0.6, 0.1) : drives(0.4, 20, 4, 0.1).apply(t);
        NormalizedBox body = new NormalizedBox(0.37, 0.51, 0.06, 0.08);
        SpillScenario s = scene(5).add(CAR, leaves).lies(body, 20.5, 70);
        assertThat(s.run(70).confirmed()).isEmpty();
    }

    @Test
    void whatTheSecondModelTakesForNothingIsNoSpill() {
        SpillScenario s = scene(5).add(TRUCK, truck()).lies(DEBRIS, FALLS_S, 60).verdict("none", 0.8);
        assertThat(s.run(60).said).isEmpty();
    }

    @Test
    void theSecondModelsVerdictRaisesConfidence() {
        SpillScenario without =
                scene(5).add(TRUCK, truck()).lies(DEBRIS, FALLS_S, 60).run(60);
        SpillScenario with = scene(5).add(TRUCK, truck())
                .lies(DEBRIS, FALLS_S, 60)
                .verdict("debris", 0.95)
                .run(60);
        assertThat(with.confirmed().get(0).stay().confidence())
                .isGreaterThan(without.confirmed().get(0).stay().confidence());
        assertThat(with.confirmed().get(0).reasons()).anyMatch(r -> r.contains("it is debris (probability 0.95)"));
        assertThat(without.confirmed().get(0).stay().confidence()).isBetween(0.5, 0.95);
    }

    @Test
    void aShadowThatWandersIsNoSpill() {
        SpillScenario s = scene(5).add(TRUCK, truck())
                .changes(t -> new NormalizedBox(0.37 + 0.004 * (t - 20), 0.57, 0.06, 0.03), t -> t >= 20);
        assertThat(s.run(70).confirmed()).isEmpty();
    }

    @Test
    void leavesThatBlowThroughAreNoSpill() {
        SpillScenario s = scene(5).add(TRUCK, truck());
        for (int i = 0; i < 30; i++) {
            double from = 21 + i;
            s.lies(new NormalizedBox(0.3 + 0.01 * (i % 9), 0.5 + 0.02 * (i % 5), 0.03, 0.02), from, from + 3.5);
        }
        assertThat(s.run(70).confirmed()).isEmpty();
    }

    @Test
    void aBagThatSomeoneDropsIsNoSpill() {
        SimulatedStreet.Path walker =
                t -> t < 12 || t > 28 ? null : new NormalizedBox(0.02 * t - 0.02, 0.45, 0.04, 0.15);
        SpillScenario s = scene(5).add(PERSON, walker).lies(DEBRIS, FALLS_S, 70);
        assertThat(s.run(70).said).isEmpty();
    }

    @Test
    void someoneNearbyMakesAVehicleLessLikely() {
        SimulatedStreet.Path walker =
                t -> t < 12 || t > 28 ? null : new NormalizedBox(0.02 * t - 0.02, 0.45, 0.04, 0.15);
        SpillScenario alone =
                scene(5).add(TRUCK, truck()).lies(DEBRIS, FALLS_S, 60).run(60);
        SpillScenario watched = scene(5).limits(
                        SpillageLimits.of(Duration.ofSeconds(10)).withMinConfidence(0))
                .add(PERSON, walker)
                .add(TRUCK, truck())
                .lies(DEBRIS, FALLS_S, 60)
                .run(60);
        assertThat(watched.confirmed().get(0).stay().confidence())
                .isLessThan(alone.confirmed().get(0).stay().confidence() - 0.1);
    }

    @Test
    void piecesAlongTheWayOfOneTruckAreOneSpillThatStartsWhenTheBulkLies() {
        SpillScenario s = scene(5).add(TRUCK, drives(0.4, FALLS_S, 4, 0.15))
                .lies(new NormalizedBox(0.38, 0.40, 0.02, 0.01), 19.2, 70)
                .lies(DEBRIS, 20, 70)
                .lies(new NormalizedBox(0.36, 0.80, 0.08, 0.04), 20.8, 70)
                .run(60);
        assertThat(s.confirmed()).as("%s", s).hasSize(1);
        Stay stay = s.confirmed().get(0).stay();
        assertThat(stay.box().y()).isCloseTo(0.40, within(1e-9));
        assertThat(stay.box().bottom()).isCloseTo(0.84, within(1e-9));
        assertThat(stay.start().pts().seconds())
                .as("%s", s.confirmed().get(0).reasons())
                .isBetween(20.8, 23.0);
        assertThat(s.confirmed().get(0).reasons())
                .anyMatch(r -> r.contains("3 pieces"))
                .anyMatch(r -> r.matches("first piece at 00:00:(19|20)\\.\\d UTC, complete at 00:00:2\\d\\.\\d UTC.*"));
    }

    @Test
    void whatCarsScatterJoinsTheSpillAndLeavesItsStartAlone() {
        SpillScenario s = scene(5).add(TRUCK, truck())
                .add(CAR, drives(0.4, 45, 4, 0.1))
                .lies(DEBRIS, FALLS_S, 90)
                .lies(new NormalizedBox(0.38, 0.66, 0.05, 0.03), 45, 90)
                .run(80);
        assertThat(s.confirmed()).as("%s", s).hasSize(1);
        assertThat(s.noticed()).hasSize(1);
        assertThat(s.confirmed().get(0).stay().start().pts().seconds()).isLessThan(23);
        assertThat(s.ended()).isEmpty();
    }

    @Test
    void oneThatGrowsWhileItFallsStartsWhenItHasGrown() {
        SpillScenario s = scene(5).add(TRUCK, drives(0.4, FALLS_S, 6, 0.15))
                .changes(t -> new NormalizedBox(0.37, 0.50, 0.06, Math.min(0.12, 0.03 + 0.05 * (t - 20))), t -> t >= 20)
                .run(60);
        assertThat(s.confirmed()).hasSize(1);
        assertThat(s.confirmed().get(0).stay().start().pts().seconds()).isBetween(21.0, 23.6);
        assertThat(s.confirmed().get(0).stay().box().h()).isCloseTo(0.12, within(0.01));
    }

    @Test
    void carsThatStandOnItDoNotEndItNorMakeItTwo() {
        SimulatedStreet.Path queue = t -> t < 26 || t > 46 ? null : at(0.4, 0.6 + 0.02, 0.1);
        SpillScenario s = scene(5).add(TRUCK, truck())
                .add(CAR, queue)
                .lies(DEBRIS, FALLS_S, 90)
                .run(80);
        assertThat(s.noticed()).hasSize(1);
        assertThat(s.confirmed()).as("%s", s).hasSize(1);
        assertThat(s.confirmed().get(0).stay().start().pts().seconds()).isLessThan(23);
        assertThat(s.ended()).isEmpty();
    }

    @Test
    void onePieceThatIsSweptBeforeTheLimitIsNoCase() {
        SpillScenario s = scene(5).add(TRUCK, truck()).lies(DEBRIS, FALLS_S, 27).run(60);
        assertThat(s.confirmed()).isEmpty();
        assertThat(s.ended()).hasSize(1);
        assertThat(s.ended().get(0).wasConfirmed()).isFalse();
    }

    @Test
    void twoTrucksAreRankedByWayAndTime() {
        SpillScenario s = scene(5).add(TRUCK, drives(0.40, 17.5, 4, 0.3))
                .add(TRUCK, drives(0.42, 21, 4, 0.3))
                .lies(DEBRIS, 21, 60)
                .run(60);
        List<Passage> passages = s.confirmed().get(0).passages();
        assertThat(passages).hasSizeGreaterThanOrEqualTo(2);
        assertThat(passages.get(0).at().pts().seconds())
                .as("%s", s.confirmed().get(0).reasons())
                .isCloseTo(21, within(1.0));
        assertThat(passages.get(1).at().pts().seconds()).isCloseTo(17.5, within(1.0));
    }

    @Test
    void aLargeVehicleIsLikelierThanACarAtTheSameTime() {
        SpillScenario s = scene(5).add(CAR, drives(0.4, 19.0, 4, 0.1))
                .add(VEHICLE, drives(0.4, 20.5, 4, 0.3))
                .lies(DEBRIS, 20.5, 60)
                .run(60);
        assertThat(s.confirmed().get(0).passages().get(0).kind()).isEqualTo(VEHICLE);
        assertThat(s.confirmed().get(0).passages().get(0).box().h()).isGreaterThan(0.2);
    }

    @Test
    void mudIsItsOwnKindOfEvent() {
        SpillScenario s = scene(5).add(MUCK_TRUCK, truck())
                .lies(new NormalizedBox(0.36, 0.5, 0.02, 0.2), FALLS_S, 70)
                .verdict("mud", 0.9)
                .lies(new NormalizedBox(0.42, 0.5, 0.02, 0.2), FALLS_S, 70)
                .verdict("mud", 0.8)
                .run(60);
        assertThat(s.confirmed()).hasSize(1);
        assertThat(s.confirmed().get(0).stay().kind()).isEqualTo(EventKind.MUD_TRACKING);
        assertThat(s.confirmed().get(0).reasons().get(0))
                .startsWith("mud lay 1")
                .contains("2 pieces");
    }

    @Test
    void areaInSquareMetresIsToldAndAskedFor() {
        // The whole picture is 20 m by 20 m: the debris, half of 0.06 by 0.03, is 0.36 m².
        GroundPlane flat = GroundPlane.of(
                List.of(
                        new NormalizedPoint(0, 0),
                        new NormalizedPoint(1, 0),
                        new NormalizedPoint(1, 1),
                        new NormalizedPoint(0, 1)),
                List.of(
                        new GroundPoint(0, 0),
                        new GroundPoint(20, 0),
                        new GroundPoint(20, 20),
                        new GroundPoint(0, 20)));
        SpillageLimits limits = SpillageLimits.of(Duration.ofSeconds(10));
        SpillScenario s = scene(5).ground(flat)
                .add(TRUCK, truck())
                .lies(DEBRIS, FALLS_S, 60)
                .run(60);
        assertThat(s.confirmed().get(0).reasons().get(0)).contains("about 0.4 m²");
        SpillScenario asked = scene(5).ground(flat)
                .limits(limits.withLeastSquareMetres(0.5))
                .add(TRUCK, truck())
                .lies(DEBRIS, FALLS_S, 60)
                .run(60);
        assertThat(asked.said).isEmpty();
    }

    @Test
    void theRecordingDatesItToThePicture() {
        FrameRef clean = SimulatedStreet.frame(MediaTime.ofSeconds(19.96));
        FrameRef dirty = SimulatedStreet.frame(MediaTime.ofSeconds(20.04));
        SpillScenario s = scene(0.5)
                .hindsight(region -> new Hindsight.Traced(clean, dirty, 9))
                .add(TRUCK, truck())
                .lies(DEBRIS, FALLS_S, 60)
                .run(60);
        assertThat(s.traced).as("once for each spill").hasSize(1);
        assertThat(s.noticed().get(0).stay().start()).isEqualTo(dirty);
        assertThat(s.confirmed().get(0).stay().start()).isEqualTo(dirty);
        assertThat(s.confirmed().get(0).reasons())
                .anyMatch(r -> r.contains("dated to the picture by 9 pictures of the recording"));
    }

    @Test
    void withoutARecordingTheReasonsSaySo() {
        SpillScenario s = scene(5).add(TRUCK, truck()).lies(DEBRIS, FALLS_S, 60).run(60);
        assertThat(s.confirmed().get(0).reasons())
                .contains("dated by the looks alone: there is no recording to look back in");
    }

    @Test
    void whileTheViewCannotBeJudgedNothingIsFoundSwept() {
        SpillScenario s = scene(5).clear(t -> t < 36 || t > 60)
                .add(TRUCK, truck())
                .lies(DEBRIS, FALLS_S, 90)
                .run(80);
        assertThat(s.confirmed()).hasSize(1);
        assertThat(s.ended()).isEmpty();
    }

    @Test
    void whenMediaTimeStepsBackASpillEndsAtItsLastSighting() {
        SpillScenario s = scene(5).pts(t -> t < 40 ? t : t - 35)
                .add(TRUCK, truck())
                .lies(DEBRIS, FALLS_S, 90)
                .run(45);
        assertThat(s.confirmed()).hasSize(1);
        assertThat(s.ended()).hasSize(1);
        assertThat(s.ended().get(0).stay().latest().pts().seconds()).isBetween(39.0, 40.0);
    }
}
