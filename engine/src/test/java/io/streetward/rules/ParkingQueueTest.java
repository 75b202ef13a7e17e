package io.streetward.rules;

import static io.streetward.detect.ObjectKind.CAR;
import static io.streetward.rules.ParkingScenario.inPicture;
import static io.streetward.rules.ParkingScenario.parks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.media.NormalizedBox;
import io.streetward.track.SimulatedStreet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queueing traffic told apart from parking, by the company a vehicle keeps. The lane leads to the right. */
class ParkingQueueTest {
    private static final long SEED = 4_711;
    private static final ParkingLimits MINUTE = ParkingLimits.of(Duration.ofSeconds(60));

    @ParameterizedTest
    @ValueSource(doubles = {1, 5, 25})
    void aQueueAtARedLightIsNotConfirmed(double fps) {
        ParkingScenario s = queue(fps, 110).run(170);

        assertThat(s.confirmed()).as("%s", s).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 5, 25})
    void aQueueThatStoodWhenWatchingBeganIsNotConfirmed(double fps) {
        ParkingScenario s = scenario(fps);
        for (int i = 0; i < 4; i++) {
            int place = i;
            s.street.add(
                    CAR,
                    t -> t < 90 + 2 * place
                            ? at(place)
                            : inPicture(at(place).x() + (t - 90 - 2 * place) * 0.15, 0.5, 0.12, 0.1));
        }
        s.run(120);

        assertThat(s.confirmed()).as("%s", s).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 5, 25})
    void aTurningLaneThatWaitsBesideMovingTrafficIsNotConfirmed(double fps) {
        ParkingScenario s = queue(fps, 90);
        trafficBeside(s, 160);
        s.run(160);

        assertThat(s.confirmed()).as("%s", s).isEmpty();
    }

    @Test
    void oneThatStaysWhenTheQueueHasGoneIsConfirmed() {
        ParkingScenario s = queue(5, 100);
        s.street.add(CAR, parks(25, 170, 1.5));
        s.run(200);

        assertThat(s.confirmed()).as("%s", s).hasSize(1);
        assertThat(s.confirmed().get(0).stay().box().iou(ParkingScenario.KERB)).isGreaterThan(0.9);
        assertThat(s.confirmed().get(0).stay().latest().pts().seconds()).isBetween(100.0, 125.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 5, 25})
    void oneThatJoinsARowOfParkedVehiclesIsConfirmedInTime(double fps) {
        ParkingScenario s = scenario(fps);
        s.street
                .add(CAR, t -> at(-2))
                .add(CAR, t -> at(-1))
                .add(CAR, t -> at(1))
                .add(CAR, t -> at(2));
        s.street.add(CAR, parks(50, 200, 1.5));
        trafficBeside(s, 150);
        s.run(150);

        assertThat(s.confirmed())
                .as("%s", s)
                .anySatisfy(c ->
                        assertThat(c.stay().box().iou(ParkingScenario.KERB)).isGreaterThan(0.9));
        Observation.Confirmed joined = s.confirmed().stream()
                .filter(c -> c.stay().box().iou(ParkingScenario.KERB) > 0.9)
                .findFirst()
                .orElseThrow();
        assertThat(joined.stay().dwell().toMillis() / 1e3).isCloseTo(60, within(1.5));
        assertThat(joined.witnesses()).extracting(Witness::name).doesNotContain("in_a_queue");
        if (fps >= 5) { // at one picture a second, what drives by is in no two of them at places that overlap
            assertThat(joined.witnesses()).extracting(Witness::name).contains("flow_beside");
        }
    }

    @Test
    void aRowOfParkedVehiclesWithTrafficBesideItIsParkingFromTheFirstFrameOn() {
        ParkingScenario s = scenario(5);
        s.street.add(CAR, t -> at(-1)).add(CAR, t -> at(0)).add(CAR, t -> at(1));
        trafficBeside(s, 100);
        s.run(100);

        assertThat(s.confirmed()).as("%s", s).hasSize(3);
        assertThat(s.confirmed().get(0).stay().dwell().toMillis() / 1e3).isCloseTo(60, within(1.5));
    }

    @Test
    void aJamIsConfirmedAfterFiveMinutesAsALineThatStands() {
        ParkingScenario s = queue(2, 500).run(400);

        assertThat(s.confirmed()).as("%s", s).isNotEmpty();
        Observation.Confirmed first = s.confirmed().get(0);
        assertThat(first.stay().dwell().toMillis() / 1e3).isCloseTo(300, within(2.0));
        assertThat(first.reasons()).anyMatch(r -> r.startsWith("stands in line with"));
        assertThat(first.stay().confidence()).isLessThan(0.6);
    }

    @Test
    void twoThatStandOneBehindTheOtherAreNoQueue() {
        ParkingScenario s = scenario(5);
        s.street.add(CAR, stops(0, 20, 120)).add(CAR, stops(-1, 26, 120));
        s.run(140);

        assertThat(s.confirmed()).as("%s", s).isNotEmpty();
        assertThat(s.confirmed().get(0).stay().dwell().toMillis() / 1e3).isCloseTo(60, within(1.0));
    }

    @Test
    void oneWhoseNeighboursComeAndGoIsParked() {
        ParkingScenario s = scenario(5);
        s.street.add(CAR, stops(1, 15, 45)).add(CAR, stops(0, 20, 140)).add(CAR, stops(-1, 25, 140));
        s.street.add(CAR, stops(-2, 30, 140));
        s.run(140);

        assertThat(s.confirmed())
                .as("%s", s)
                .anySatisfy(c ->
                        assertThat(c.stay().box().iou(ParkingScenario.KERB)).isGreaterThan(0.9));
        assertThat(s.confirmed().get(0).stay().dwell().toMillis() / 1e3).isCloseTo(60, within(1.0));
        assertThat(s.confirmed().get(0).reasons()).contains("the vehicle next to it drove off, it stayed behind");
    }

    /** Five that stop from the right on, 4 s apart, and start again 2 s apart. */
    private static ParkingScenario queue(double fps, double greenS) {
        ParkingScenario s = scenario(fps);
        for (int i = 0; i < 5; i++) {
            s.street.add(CAR, stops(2 - i, 15 + 4 * i, greenS + 2 * i));
        }
        return s;
    }

    /** Every 6 s one passes in the next lane, nearer to the camera. */
    private static void trafficBeside(ParkingScenario s, double untilS) {
        for (double at = 0; at < untilS; at += 6) {
            double passes = at;
            s.street.add(CAR, t -> inPicture(0.4 + (t - passes) * 0.12, 0.61, 0.12, 0.1));
        }
    }

    private static SimulatedStreet.Path stops(int place, double fromS, double toS) {
        return t -> {
            double way = t < fromS ? (t - fromS) * 0.15 : t > toS ? (t - toS) * 0.15 : 0;
            return inPicture(at(place).x() + way, 0.5, 0.12, 0.1);
        };
    }

    /** Places in line: 0 is the kerb's, 1 the one in front of it. */
    private static NormalizedBox at(int place) {
        return new NormalizedBox(0.4 + 0.15 * place, 0.5, 0.12, 0.1);
    }

    private static ParkingScenario scenario(double fps) {
        return new ParkingScenario(SEED, fps).limits(MINUTE);
    }
}
