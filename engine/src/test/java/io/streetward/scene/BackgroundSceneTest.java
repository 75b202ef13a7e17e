package io.streetward.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ChangeVerdict;
import io.streetward.detect.Classification;
import io.streetward.detect.PatchPair;
import io.streetward.media.NormalizedBox;
import io.streetward.scene.SyntheticPlace.Scenery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundSceneTest {
    private final SyntheticPlace place = new SyntheticPlace(7);
    private final Asked classifier = new Asked();
    private final BackgroundScene scene = new BackgroundScene(SceneSettings.defaults(), classifier);
    private final List<SceneView> views = new ArrayList<>();

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 2})
    void aThingThatComesAndStaysIsToldWithItsPlaceAndItsTimesHoweverOftenOneLooks(double everyS) {
        watch(0, 20, everyS, s -> s);
        watch(20, 40, everyS, s -> s.thing(100, 80, 24, 16));
        StaticRegion region = only(last());
        assertThat(region.box().x()).isCloseTo(100 / 320.0, within(0.02));
        assertThat(region.box().y()).isCloseTo(80 / 180.0, within(0.03));
        assertThat(region.box().right()).isCloseTo(124 / 320.0, within(0.02));
        assertThat(seconds(region.appeared().pts().micros())).isBetween(20.0, 20.0 + everyS);
        assertThat(region.lastClean()).isNotNull();
        assertThat(seconds(region.lastClean().pts().micros())).isBetween(20.0 - 2 * everyS, 20.0);
        assertThat(region.grownUntil().pts().micros()).isLessThanOrEqualTo((long) ((20 + 2 * everyS) * 1e6));
        assertThat(region.latest()).isEqualTo(last().frame());
    }

    @Test
    void noiseAloneIsNothing() {
        place.noise(5);
        watch(0, 60, 0.5, s -> s);
        assertThat(everTold()).isEmpty();
    }

    @Test
    void anotherLightIsNothing() {
        watch(0, 20, 0.5, s -> s);
        watch(20, 40, 0.5, s -> s.light(0.65));
        watch(40, 60, 0.5, s -> s.light(1.3));
        assertThat(everTold()).isEmpty();
    }

    @Test
    void aShadeThatMovesOrStandsIsNoMoreThanASpeckAtItsCorner() {
        watch(0, 20, 0.5, s -> s);
        for (double t = 20; t < 40; t += 0.5) {
            int x = (int) (t * 6) - 100;
            look(place.at(t).shade(x, 40, 60, 80));
        }
        watch(40, 60, 0.5, s -> s.shade(140, 40, 60, 80));
        assertThat(views).allSatisfy(view -> assertThat(view.regions()).hasSizeLessThanOrEqualTo(1));
        assertThat(everTold()).allSatisfy(box -> assertThat(box.area()).isLessThan(0.003));
    }

    @Test
    void aTremblingCameraSeesNothingNew() {
        watch(0, 20, 0.5, s -> s);
        for (int k = 0; k < 60; k++) {
            look(place.at(20 + k * 0.5).shifted(k % 5 - 2, k % 3 - 1));
        }
        assertThat(everTold()).isEmpty();
        assertThat(last().state()).isEqualTo(ViewState.CLEAR);
    }

    @Test
    void whatLeavesIsNoLongerTold() {
        watch(0, 20, 0.5, s -> s);
        watch(20, 40, 0.5, s -> s.thing(100, 80, 24, 16));
        assertThat(last().regions()).hasSize(1);
        watch(40, 50, 0.5, s -> s);
        assertThat(last().regions()).isEmpty();
    }

    @Test
    void groundThatIsUncoveredIsNotTakenForAThing() {
        watch(0, 20, 0.5, s -> s.thing(100, 80, 40, 30));
        watch(20, 60, 0.5, s -> s);
        assertThat(last().regions()).isEmpty();
        watch(60, 80, 0.5, s -> s.thing(100, 80, 40, 30));
        assertThat(last().regions()).as("and it may come back").hasSize(1);
    }

    @Test
    void somethingThatPassesInFrontChangesNeitherTheRegionNorItsTimes() {
        watch(0, 20, 0.5, s -> s);
        watch(20, 40, 0.5, s -> s.thing(100, 80, 24, 16));
        StaticRegion before = only(last());
        watch(40, 43, 0.5, s -> s.shade(90, 60, 60, 60).thing(95, 70, 40, 40));
        watch(43, 50, 0.5, s -> s.thing(100, 80, 24, 16));
        StaticRegion after = last().regions().stream()
                .filter(r -> r.id() == before.id())
                .findFirst()
                .orElseThrow();
        assertThat(after.appeared()).isEqualTo(before.appeared());
    }

    @Test
    void aTurnedCameraIsToldAndForgivenWhenItTurnsBack() {
        watch(0, 20, 0.5, s -> s);
        watch(20, 40, 0.5, s -> s.shifted(60, 35));
        assertThat(last().state().phase()).isEqualTo(ViewState.Phase.MOVED);
        assertThat(last().regions()).isEmpty();
        assertThat(last().state().why()).contains("turn it back");
        watch(40, 50, 0.5, s -> s);
        assertThat(last().state()).isEqualTo(ViewState.CLEAR);
        assertThat(last().regions()).isEmpty();
    }

    @Test
    void aCoveredCameraIsTold() {
        watch(0, 20, 0.5, s -> s);
        watch(20, 40, 0.5, Scenery::covered);
        assertThat(last().state().phase()).isEqualTo(ViewState.Phase.BLINDED);
        watch(40, 50, 0.5, s -> s);
        assertThat(last().state()).isEqualTo(ViewState.CLEAR);
    }

    @Test
    void aRecordedPictureIsJudgedByWhetherItShowsTheRegion() {
        watch(0, 20, 0.5, s -> s);
        watch(20, 40, 0.5, s -> s.thing(100, 80, 24, 16));
        StaticRegion region = only(last());
        assertThat(scene.judge(region, place.at(15).picture())).isEqualTo(GroundLook.CLEAN);
        assertThat(scene.judge(region, place.at(25).thing(100, 80, 24, 16).picture()))
                .isEqualTo(GroundLook.CHANGED);
        assertThat(scene.judge(region, place.at(19).covered().picture())).isEqualTo(GroundLook.UNCLEAR);
    }

    @Test
    void theSecondModelIsShownTheGroundBeforeAndAfter() {
        watch(0, 20, 0.5, s -> s);
        watch(20, 40, 0.5, s -> s.thing(100, 80, 24, 16));
        assertThat(only(last()).verdict()).isNotNull();
        PatchPair pair = classifier.pairs.get(classifier.pairs.size() - 1);
        int centre = (PatchPair.SIDE_PX / 2 * PatchPair.SIDE_PX + PatchPair.SIDE_PX / 2) * 3;
        int redMinusBlueBefore =
                (pair.before().get(centre) & 0xff) - (pair.before().get(centre + 2) & 0xff);
        int redMinusBlueAfter =
                (pair.after().get(centre) & 0xff) - (pair.after().get(centre + 2) & 0xff);
        assertThat(redMinusBlueBefore).isBetween(-15, 15);
        assertThat(redMinusBlueAfter).as("brown").isGreaterThan(40);
        assertThat(classifier.pairs).as("not at every look").hasSizeLessThan(6);
    }

    @Test
    void nothingIsToldWhileThePlaceIsBeingLearnt() {
        watch(0, 2, 0.5, s -> s.thing(100, 80, 24, 16));
        assertThat(views).allSatisfy(view -> {
            assertThat(view.state()).isEqualTo(ViewState.LEARNING);
            assertThat(view.regions()).isEmpty();
        });
    }

    @Test
    void theNumberOfRegionsIsBounded() {
        SceneSettings few = new SceneSettings(
                7,
                5,
                10,
                1,
                0.045,
                SceneSettings.defaults().lastsAfter(),
                SceneSettings.defaults().cleanAfter(),
                5e-5,
                0.008,
                SceneSettings.defaults().usualAfter(),
                0.02,
                3);
        try (BackgroundScene bounded = new BackgroundScene(few, null)) {
            for (double t = 0; t < 20; t += 0.5) {
                Scenery s = place.at(t);
                if (t >= 10) {
                    for (int k = 0; k < 8; k++) {
                        s.thing(20 + 35 * k, 60, 8 + k, 8);
                    }
                }
                views.add(bounded.look(s.picture(), s.nothingFollowed()));
            }
        }
        assertThat(last().regions()).hasSize(3);
    }

    private void watch(double fromS, double untilS, double everyS, UnaryOperator<Scenery> scenery) {
        long looks = Math.round((untilS - fromS) / everyS);
        for (long k = 0; k < looks; k++) {
            look(scenery.apply(place.at(fromS + k * everyS)));
        }
    }

    private void look(Scenery s) {
        views.add(scene.look(s.picture(), s.nothingFollowed()));
    }

    private SceneView last() {
        return views.get(views.size() - 1);
    }

    private List<NormalizedBox> everTold() {
        return views.stream()
                .flatMap(v -> v.regions().stream())
                .map(StaticRegion::box)
                .toList();
    }

    private static StaticRegion only(SceneView view) {
        assertThat(view.regions()).hasSize(1);
        return view.regions().get(0);
    }

    private static double seconds(long micros) {
        return micros / 1e6;
    }

    private static final class Asked implements ChangeClassifier {
        private final List<PatchPair> pairs = new ArrayList<>();

        @Override
        public String name() {
            return "asked";
        }

        @Override
        public List<String> labels() {
            return List.of("debris");
        }

        @Override
        public double margin() {
            return 1.6;
        }

        @Override
        public List<ChangeVerdict> classify(List<PatchPair> asked) {
            pairs.addAll(asked);
            return asked.stream()
                    .map(pair -> new ChangeVerdict(List.of(new Classification.Score("debris", 0.9))))
                    .toList();
        }

        @Override
        public void close() {}
    }
}
