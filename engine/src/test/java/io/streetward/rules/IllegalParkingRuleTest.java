package io.streetward.rules;

import static io.streetward.detect.ObjectKind.BUS;
import static io.streetward.detect.ObjectKind.CAR;
import static io.streetward.detect.ObjectKind.MUCK_TRUCK;
import static io.streetward.detect.ObjectKind.PERSON;
import static io.streetward.detect.ObjectKind.TRUCK;
import static io.streetward.detect.ObjectKind.TWO_WHEELER;
import static io.streetward.rules.ParkingScenario.KERB;
import static io.streetward.rules.ParkingScenario.hides;
import static io.streetward.rules.ParkingScenario.inPicture;
import static io.streetward.rules.ParkingScenario.parks;
import static io.streetward.rules.ParkingScenario.rectangle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.track.ByteTracker;
import io.streetward.track.SimulatedStreet;
import io.streetward.track.TrackSet;
import io.streetward.track.TrackerSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IllegalParkingRuleTest {
    private static final long SEED = 31_337;

    @Test
    void saysWhatStoodWhereForHowLongAndWhatThePermittedTimeIs() {
        ParkingScenario s = scenario(5).limits(ParkingLimits.of(Duration.ofSeconds(12)));
        s.street.add(CAR, parks(10, 60, 1.5));
        s.run(80);

        Observation.Confirmed confirmed = s.confirmed().get(0);
        assertThat(confirmed.reasons())
                .containsExactly(
                        "car stood 12 s in no-parking zone \"East kerb\"; limit 12 s",
                        "seen in 12 of 12 one-second looks with a clear view; detector's mean score 0.80");
        Stay stay = confirmed.stay();
        assertThat(stay.kind()).isEqualTo(EventKind.ILLEGAL_PARKING);
        assertThat(stay.zone()).isEqualTo(ParkingScenario.EAST_KERB);
        assertThat(stay.object()).isEqualTo(CAR);
        assertThat(stay.box().iou(KERB)).isGreaterThan(0.99);
        assertThat(confirmed.witnesses()).extracting(Witness::name).containsExactly("detector_score", "seen_there");
        assertThat(stay.confidence()).isCloseTo(0.891, within(1e-3)); // -1 + 2 × 0.8 + 1.5 × 1 are log-odds of 2.1
        assertThat(stay.id())
                .isEqualTo(s.noticed().get(0).stay().id())
                .isEqualTo(s.ended().get(0).stay().id());
    }

    @Test
    void noticesAVehicleThreeSecondsAfterItStopped() {
        ParkingScenario s = scenario(5);
        s.street.add(CAR, parks(10, 60, 1.5));
        s.run(80);

        assertThat(s.noticed().get(0).stay().dwell()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3400));
    }

    @Test
    void vehicleThereInTheFirstFrameStartsThereAndTheReasonsSaySo() {
        ParkingScenario s = scenario(5);
        s.street.add(CAR, parks(-100, 60, 1.5));
        s.run(80);

        assertThat(s.confirmed()).hasSize(1);
        assertThat(s.confirmed().get(0).stay().start().pts()).isEqualTo(MediaTime.ZERO);
        assertThat(s.confirmed().get(0).reasons())
                .contains("already there when watching began, so it may have stood longer");
    }

    @Test
    void reasonsTellOfATimeOutOfSight() {
        ParkingScenario s = scenario(5).limits(ParkingLimits.of(Duration.ofSeconds(100)));
        s.street.add(CAR, parks(10, 140, 1.5)).add(BUS, hides(40, 80));
        s.run(180);

        assertThat(s.confirmed()).hasSize(1);
        assertThat(s.confirmed().get(0).reasons())
                .anyMatch(r -> r.matches("out of sight for up to 4\\d s meanwhile, .*"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void stopShorterThanTheLimitIsNoticedAndEndsUnconfirmed(double fps) {
        ParkingScenario s = scenario(fps).limits(ParkingLimits.of(Duration.ofMinutes(1)));
        s.street.add(CAR, parks(25, 40, 1)).jitter(0.05).detectionShare(0.9);
        s.run(90);

        assertThat(s.noticed()).as("%s", s).hasSize(1);
        assertThat(s.confirmed().size()).as("%s", s).isZero();
        assertThat(s.ended()).as("%s", s).hasSize(1);
        assertThat(s.ended().get(0).wasConfirmed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 25})
    void passingTrafficIsNoStay(double fps) {
        ParkingScenario s = traffic(fps);

        assertThat(s.said.size()).as("%s", s).isZero();
    }

    /** At so few looks a second, different cars are now and then seen at one place a few times in a row. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void passingTrafficIsNoEventEvenWhenSeenRarely(double fps) {
        ParkingScenario s = traffic(fps);

        assertThat(s.confirmed().size()).as("%s", s).isZero();
        assertThat(s.noticed().size()).as("%s", s).isLessThanOrEqualTo(5);
    }

    private static ParkingScenario traffic(double fps) {
        ParkingScenario s = scenario(fps).limits(ParkingLimits.of(Duration.ofSeconds(15)));
        s.street.jitter(0.05).detectionShare(0.9);
        Random random = new Random(SEED);
        for (double at = 0; at < 200; at += 2 + 3 * random.nextDouble()) {
            double passes = at;
            double speed = 1 + random.nextDouble();
            s.street.add(CAR, t -> inPicture(0.4 + (t - passes) * speed * 0.12, 0.5, 0.12, 0.1));
        }
        return s.run(200);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void slowTrafficIsNoStay(double fps) {
        ParkingScenario s = scenario(fps).limits(ParkingLimits.of(Duration.ofSeconds(10)));
        s.street.jitter(0.03);
        for (double at = 0; at < 200; at += 9) {
            double passes = at;
            s.street.add(CAR, t -> inPicture(0.4 + (t - passes) * 0.2 * 0.12, 0.5, 0.12, 0.1));
        }
        s.run(200);

        assertThat(s.confirmed().size()).as("%s", s).isZero();
    }

    /** A queue that moves up by a car's length every 12 s: each car stands at a place for 8 s, and then the next does. */
    @ParameterizedTest
    @ValueSource(doubles = {5, 25})
    void queueThatMovesUpIsNoStayAtOnePlace(double fps) {
        ParkingScenario s = scenario(fps).limits(ParkingLimits.of(Duration.ofSeconds(30)));
        s.street.jitter(0.03);
        for (int i = -12; i < 8; i++) {
            int place = i;
            s.street.add(CAR, t -> inPicture(0.4 + (moved(t) - place) * 0.15, 0.5, 0.12, 0.1));
        }
        s.run(120);

        assertThat(s.confirmed().size()).as("%s", s).isZero();
    }

    private static double moved(double t) {
        double cycle = Math.floor(t / 12);
        return cycle + Math.min(1, Math.max(0, t - cycle * 12 - 8) / 4) - 6;
    }

    @Test
    void neighboursHaveAStayEach() {
        ParkingScenario s = scenario(5);
        s.street.add(CAR, parks(10, 80, 1.5)).add(TRUCK, t -> new NormalizedBox(0.53, 0.5, 0.11, 0.1));
        s.run(120);

        assertThat(s.confirmed()).as("%s", s).hasSize(2);
        assertThat(s.confirmed()).extracting(c -> c.stay().object()).containsExactlyInAnyOrder(CAR, TRUCK);
        assertThat(s.ended()).hasSize(1);
    }

    @Test
    void whatStandsOutsideTheZoneOrIsNoVehicleIsNothingToTheRule() {
        ParkingScenario s = scenario(5);
        s.street.add(CAR, t -> new NormalizedBox(0.1, 0.1, 0.12, 0.1));
        s.street.add(PERSON, t -> new NormalizedBox(0.4, 0.5, 0.03, 0.1));
        s.street.add(TWO_WHEELER, t -> new NormalizedBox(0.5, 0.5, 0.05, 0.1));
        s.run(120);

        assertThat(s.said.size()).as("%s", s).isZero();
    }

    @Test
    void kindsTheZoneIsOpenToMayStand() {
        ParkingLimits trucksOnly = new ParkingLimits(
                Duration.ofSeconds(20), Duration.ofSeconds(90), Duration.ofSeconds(5), Set.of(TRUCK, MUCK_TRUCK), 0.3);
        ParkingScenario s = scenario(5).limits(trucksOnly);
        s.street.add(BUS, parks(10, 80, 1.5)).add(TRUCK, t -> new NormalizedBox(0.53, 0.5, 0.11, 0.1));
        s.run(120);

        assertThat(s.confirmed()).extracting(c -> c.stay().object()).containsExactly(TRUCK);
    }

    @Test
    void unsureDetectorConfirmsNothing() {
        ParkingLimits limits = new ParkingLimits(
                Duration.ofSeconds(20), Duration.ofSeconds(90), Duration.ofSeconds(5), Set.of(CAR), 0.6);
        ParkingScenario s = scenario(5).limits(limits);
        s.street.add(CAR, parks(10, 80, 1.5)).score(t -> 0.5);
        s.run(120);

        assertThat(s.noticed()).hasSize(1);
        assertThat(s.confirmed()).isEmpty();
    }

    @Test
    void hiddenForLongerThanTheGapTheStayEndsWhenItWasLastSeen() {
        ParkingScenario s = scenario(5).limits(ParkingLimits.of(Duration.ofMinutes(5)));
        s.street.add(CAR, parks(10, 300, 1.5)).add(BUS, hides(50, 170));
        s.run(250);

        assertThat(s.noticed()).as("%s", s).hasSize(2);
        assertThat(s.ended()).as("%s", s).hasSize(1);
        assertThat(s.ended().get(0).stay().latest().pts().seconds()).isBetween(46.0, 50.0);
    }

    @Test
    void cameraAwayForLessThanTheGapChangesNothing() {
        ParkingScenario s = scenario(5).limits(ParkingLimits.of(Duration.ofSeconds(100)));
        s.street.add(CAR, parks(10, 100, 1.5));
        s.pts(t -> t < 40 ? t : t + 70).run(140);

        assertThat(s.noticed()).as("%s", s).hasSize(1);
        assertThat(s.confirmed()).as("%s", s).hasSize(1);
        assertThat(s.ended().get(0).stay().dwell().toMillis() / 1e3).isCloseTo(160, within(0.5));
    }

    @Test
    void mediaTimeThatStartsAnewEndsEveryStay() {
        ParkingScenario s = scenario(5).limits(ParkingLimits.of(Duration.ofMinutes(5)));
        s.street.add(CAR, parks(10, 200, 1.5));
        s.pts(t -> t < 60 ? t : t - 3600).run(100);

        assertThat(s.ended()).as("%s", s).hasSize(1);
        assertThat(s.ended().get(0).stay().dwell().toMillis() / 1e3).isCloseTo(50, within(0.5));
        assertThat(s.noticed()).hasSize(2);
    }

    @Test
    void vehicleCutOffByThePicturesEdgeStandsInAZoneThatReachesIt() {
        Zone zone = new Zone("z2", "Gate", rectangle(0.2, 0.8, 0.8, 1));
        IllegalParkingRule rule = new IllegalParkingRule(zone, ParkingLimits.of(Duration.ofSeconds(20)));
        ByteTracker tracker = new ByteTracker(TrackerSettings.defaults());
        SimulatedStreet street = new SimulatedStreet(SEED).add(CAR, t -> new NormalizedBox(0.4, 0.8, 0.3, 0.2));
        List<Observation> said = new ArrayList<>();
        street.times(0, 30, 2, 0)
                .forEach(t -> said.addAll(rule.observe(StreetView.of(tracker.update(street.look(t))))));

        assertThat(said).hasSize(2).hasAtLeastOneElementOfType(Observation.Confirmed.class);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        Duration s20 = Duration.ofSeconds(20);
        assertThatThrownBy(() -> new ParkingLimits(s20, s20, s20, Set.of(), 0.3))
                .hasMessageContaining("at least one kind");
        assertThatThrownBy(() -> new ParkingLimits(s20, s20, s20, Set.of(CAR, TWO_WHEELER), 0.3))
                .hasMessageContaining("use two rules");
        assertThatThrownBy(() -> ParkingLimits.of(Duration.ZERO)).hasMessageContaining("above 0");
        ParkingLimits shortGap = new ParkingLimits(s20, Duration.ofSeconds(2), s20, Set.of(CAR), 0.3);
        assertThatThrownBy(() -> new IllegalParkingRule(ParkingScenario.EAST_KERB, shortGap))
                .hasMessageContaining("gap must be at least leaveAfter");
    }

    @Test
    void hundredVehiclesCostLittleAndPlacesAreBounded() {
        Zone everywhere = new Zone("z3", "Square", rectangle(0, 0, 1, 1));
        IllegalParkingRule rule = new IllegalParkingRule(everywhere, ParkingLimits.of(Duration.ofMinutes(1)));
        ByteTracker tracker = new ByteTracker(TrackerSettings.defaults());
        Random random = new Random(SEED);
        double[] ms = new double[400];
        for (int i = 0; i < ms.length; i++) {
            TrackSet tracks = tracker.update(half(random, i / 25.0));
            long start = cpuNanos();
            rule.observe(StreetView.of(tracks));
            ms[i] = (cpuNanos() - start) / 1e6;
        }
        Arrays.sort(ms);
        System.out.printf(
                "IllegalParkingRule, 100 vehicles: median %.2f ms, p95 %.2f ms of CPU a frame%n", ms[200], ms[380]);
        assertThat(rule.placesWatched())
                .isLessThanOrEqualTo(DwellSettings.defaults().maxPlaces());
    }

    /** CPU time of this thread: what others do on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Fifty that stand and wobble, fifty anywhere. */
    private static Detections half(Random random, double atS) {
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            double wobble = 0.004 * random.nextDouble();
            found.add(new Detection(
                    CAR,
                    "car",
                    0.7,
                    new NormalizedBox(0.02 + (i % 10) * 0.09 + wobble, 0.18 * Math.floor(i / 10.0), 0.06, 0.08)));
            found.add(new Detection(
                    CAR, "car", 0.7, new NormalizedBox(random.nextDouble(), random.nextDouble(), 0.06, 0.08)));
        }
        return new Detections(SimulatedStreet.frame(MediaTime.ofSeconds(atS)), found);
    }

    private static ParkingScenario scenario(double fps) {
        return new ParkingScenario(SEED, fps);
    }
}
