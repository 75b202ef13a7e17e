package io.streetward.rules;

import static io.streetward.detect.ObjectKind.BUS;
import static io.streetward.detect.ObjectKind.CAR;
import static io.streetward.rules.ParkingScenario.hides;
import static io.streetward.rules.ParkingScenario.parks;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One car parks from 20 s to 140 s. Whatever the camera, the detector and the tracker do to it, the rule says the same
 * three things once each, with the same start and dwell: those of the frames in which the car could be seen standing.
 */
class IllegalParkingPropertyTest {
    private static final long SEED = 99_991;
    private static final int RUNS = 5;
    private static final double ARRIVES_S = 20;
    private static final double LEAVES_S = 140;
    private static final double UNTIL_S = 190;
    /** How well the detector sees the car, and so what may be asked of the rule. */
    private enum Sight {
        CLEAR(0, 0, 0),
        /**
         * Boxes that wobble by a tenth hide a move of a quarter box; one wild box may be the first or the last of the stay;
         * and of 5 cars seen in 60 % of frames, one may be missed for so long that no one could say when it came.
         */
        POOR(0.2, 1, 1);

        private final double slackS;
        private final int wildBoxes;
        private final int permittedOff;

        Sight(double slackS, int wildBoxes, int permittedOff) {
            this.slackS = slackS;
            this.wildBoxes = wildBoxes;
            this.permittedOff = permittedOff;
        }
    }

    private interface Fault {
        void applyTo(ParkingScenario scenario);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void steadyPictures(double fps) {
        holds(fps, Sight.CLEAR, s -> {});
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void thirtyPercentOfFramesDropped(double fps) {
        holds(fps, Sight.CLEAR, s -> s.drops(0.3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void boxesWobbleAndTheDetectorSeesItInSixtyPercentOfFrames(double fps) {
        holds(fps, Sight.POOR, s -> s.street.jitter(0.1).detectionShare(0.6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void tracksGetNewIdsEverySevenSeconds(double fps) {
        holds(fps, Sight.CLEAR, s -> s.idSwitchEvery(7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void hiddenForAMinuteByABus(double fps) {
        holds(fps, Sight.CLEAR, s -> s.street.add(BUS, hides(50, 110)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void mediaTimeJumpsAndStepsBack(double fps) {
        holds(fps, Sight.CLEAR, s -> s.pts(t -> t + (t > 60 ? 4 : 0) - (t > 90 ? 0.3 : 0)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void labelsFlickerBetweenCarTruckAndBus(double fps) {
        holds(fps, Sight.CLEAR, s -> s.street.kindFlicker(0.35));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void everythingAtOnce(double fps) {
        holds(fps, Sight.POOR, s -> {
            s.drops(0.3).idSwitchEvery(23);
            s.street.add(BUS, hides(50, 110)).jitter(0.1).detectionShare(0.75).kindFlicker(0.3);
        });
    }

    private static void holds(double fps, Sight sight, Fault fault) {
        Random seeds = new Random(SEED);
        List<String> off = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            ParkingScenario s = new ParkingScenario(seeds.nextLong(), fps);
            s.street.add(CAR, parks(ARRIVES_S, LEAVES_S, 1.5));
            fault.applyTo(s);
            s.run(UNTIL_S);

            assertThat(s.noticed()).as("noticed, %s", s).hasSize(1);
            assertThat(s.confirmed()).as("confirmed, %s", s).hasSize(1);
            assertThat(s.ended()).as("ended, %s", s).hasSize(1);
            Stay end = s.ended().get(0).stay();
            assertThat(s.ended().get(0).wasConfirmed()).isTrue();
            assertThat(end.object()).as("kind, %s", s).isEqualTo(CAR);
            assertThat(end.dwell())
                    .isEqualTo(end.latest().pts().since(end.start().pts()));
            assertThat(s.noticed().get(0).stay().start()).as("start, %s", s).isEqualTo(end.start());
            if (!isWithinOneFrame(s, end, sight)) {
                off.add(s.toString());
            }
        }
        assertThat(off).as("start or end more than a frame off").hasSizeLessThanOrEqualTo(sight.permittedOff);
    }

    private static boolean isWithinOneFrame(ParkingScenario s, Stay stay, Sight sight) {
        double startS = stay.start().pts().seconds();
        double endS = stay.latest().pts().seconds();
        double interval = 1 / s.fps + 1e-6;
        return startS >= s.frameBeforeS(ARRIVES_S) - sight.slackS - 1e-6
                && startS <= s.seenAfterS(ARRIVES_S, sight.wildBoxes) + interval
                && endS >= s.seenBeforeS(LEAVES_S, sight.wildBoxes) - interval
                && endS <= s.frameAfterS(LEAVES_S) + sight.slackS + 1e-6;
    }
}
