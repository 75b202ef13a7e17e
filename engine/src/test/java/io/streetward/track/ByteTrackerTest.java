package io.streetward.track;

import static io.streetward.detect.ObjectKind.BUS;
import static io.streetward.detect.ObjectKind.CAR;
import static io.streetward.detect.ObjectKind.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTrackerTest {
    private static final long SEED = 4711;
    private static final NormalizedBox KERB = new NormalizedBox(0.4, 0.5, 0.12, 0.1);

    private final ByteTracker tracker = new ByteTracker(TrackerSettings.defaults());
    private final SimulatedStreet street = new SimulatedStreet(SEED);

    @Test
    void crossingObjectsKeepTheirIds() {
        street.add(CAR, t -> drive(0.1 + 0.1 * t, 0.50)).add(CAR, t -> drive(0.7 - 0.1 * t, 0.53));

        List<TrackSet> sets = follow(street.times(0, 6, 25, 0));

        Track eastbound = trackNear(sets.get(10), 0.1 + 0.1 * 0.4);
        Track westbound = trackNear(sets.get(10), 0.7 - 0.1 * 0.4);
        TrackSet last = sets.get(sets.size() - 1);
        assertThat(trackNear(last, 0.7).id()).isEqualTo(eastbound.id());
        assertThat(trackNear(last, 0.1).id()).isEqualTo(westbound.id());
        assertThat(ids(sets)).hasSize(2);
    }

    @Test
    void movingObjectHiddenForTwoSecondsIsFoundAgain() {
        street.add(CAR, t -> drive(0.1 + 0.06 * t, 0.5)).jitter(0.02);
        List<Double> times = street.times(0, 8, 10, 0);

        List<TrackSet> sets = new ArrayList<>();
        for (double t : times) {
            Detections seen = street.look(t);
            sets.add(tracker.update(t > 3 && t < 5 ? new Detections(seen.frame(), List.of()) : seen));
        }

        assertThat(ids(sets)).hasSize(1);
        assertThat(sets.get(40).tracks().get(0).matched()).isFalse();
        assertThat(sets.get(sets.size() - 1).tracks().get(0).matched()).isTrue();
    }

    @Test
    void standingObjectHiddenForFiveSecondsIsFoundAgainDespiteJitter() {
        street.add(CAR, t -> t > 4 && t < 9 ? null : KERB).jitter(0.1);

        assertThat(ids(follow(street.times(0, 12, 25, 0)))).hasSize(1);
    }

    @Test
    void lostTrackIsGivenUpAfterTheLimitAndItsIdIsNotUsedAgain() {
        street.add(CAR, t -> t > 2 && t < 20 ? null : KERB);

        List<TrackSet> sets = follow(street.times(0, 22, 5, 0));

        assertThat(sets.get(5 * 15).tracks()).isEmpty();
        assertThat(ids(sets)).hasSize(2);
    }

    @Test
    void lowScoresContinueATrackButNeverStartOne() {
        street.add(CAR, t -> KERB).score(t -> t < 1 || t > 3 ? 0.2 : 0.7);

        List<TrackSet> sets = follow(street.times(0, 6, 5, 0));

        assertThat(sets.get(0).tracks()).isEmpty();
        Track last = sets.get(sets.size() - 1).tracks().get(0);
        assertThat(last.matched()).isTrue();
        assertThat(last.confidence()).isEqualTo(0.2);
        assertThat(last.firstSeen()).isEqualTo(MediaTime.ofSeconds(1));
        assertThat(ids(sets)).hasSize(1);
    }

    @Test
    void kindIsVotedWhileLabelsFlicker() {
        street.add(CAR, t -> KERB).kindFlicker(0.4);

        List<TrackSet> sets = follow(street.times(0, 10, 5, 0));

        assertThat(ids(sets)).hasSize(1);
        assertThat(sets.get(sets.size() - 1).tracks().get(0).kind()).isEqualTo(CAR);
    }

    @Test
    void personNeverContinuesAVehicle() {
        street.add(CAR, t -> t < 2 ? KERB : null).add(PERSON, t -> t < 2 ? null : KERB);

        List<TrackSet> sets = follow(street.times(0, 4, 10, 0));

        assertThat(ids(sets)).hasSize(2);
        Track person = sets.get(sets.size() - 1).tracks().stream()
                .filter(Track::matched)
                .findFirst()
                .orElseThrow();
        assertThat(person.kind()).isEqualTo(PERSON);
        assertThat(person.firstSeen()).isEqualTo(MediaTime.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 5, 25})
    void standingObjectKeepsItsTrackAtEveryRate(double fps) {
        street.add(BUS, t -> KERB).jitter(0.1).detectionShare(0.8);

        List<TrackSet> sets = follow(street.times(0, 90, fps, 0.3));

        assertThat(confirmedIds(sets)).as("seed %d, %s fps", SEED, fps).hasSize(1);
    }

    @Test
    void movingObjectIsFollowedThroughMissedFramesAndUnevenTime() {
        street.add(CAR, t -> drive(0.1 + 0.05 * t, 0.5)).jitter(0.03).detectionShare(0.7);
        Random random = new Random(SEED);
        List<Double> times = new ArrayList<>();
        for (double t = 0; t < 12; t += 0.04 + 0.4 * random.nextDouble()) {
            times.add(t);
        }

        List<TrackSet> sets = follow(times);

        assertThat(confirmedIds(sets)).as("seed %d", SEED).hasSize(1);
        Track last = sets.get(sets.size() - 1).tracks().get(0);
        assertThat(last.box().x()).isCloseTo(0.1 + 0.05 * times.get(times.size() - 1), within(0.02));
    }

    @Test
    void speedIsToldInBoxSizesPerSecond() {
        street.add(CAR, t -> drive(0.1 + 0.06 * t, 0.5))
                .add(CAR, t -> drive(0.1, 0.8))
                .jitter(0.05);

        List<TrackSet> sets = follow(street.times(0, 4, 25, 0));

        assertThat(sets.get(2).tracks().get(0).speed()).isEmpty();
        TrackSet last = sets.get(sets.size() - 1);
        assertThat(trackNear(last, 0.34).speed().orElseThrow()).isCloseTo(0.5, within(0.08));
        assertThat(trackNear(last, 0.1).speed().orElseThrow()).isLessThan(0.08);
    }

    @Test
    void stepBackInMediaTimeKeepsIdsAndForgetsMotion() {
        street.add(CAR, t -> drive(0.1 + 0.06 * t, 0.5));
        List<TrackSet> sets = new ArrayList<>(follow(street.times(0, 3, 25, 0)));

        for (double t : street.times(3.04, 6, 25, 0)) {
            sets.add(tracker.update(street.look(t, MediaTime.ofSeconds(t - 100))));
        }

        assertThat(ids(sets)).hasSize(1);
        assertThat(sets.get(sets.size() - 1).tracks().get(0).lastSeen()).isEqualTo(MediaTime.ofSeconds(-94));
    }

    @Test
    void jumpForwardKeepsWhatStandsAndALongOneForgetsEverything() {
        street.add(CAR, t -> KERB);
        List<TrackSet> sets = new ArrayList<>(follow(street.times(0, 2, 5, 0)));

        sets.addAll(follow(street.times(32, 34, 5, 0)));
        assertThat(ids(sets)).hasSize(1);

        sets.addAll(follow(street.times(200, 202, 5, 0)));
        assertThat(ids(sets)).hasSize(2);
    }

    @Test
    void tracksAreBounded() {
        TrackerSettings s = TrackerSettings.defaults();
        ByteTracker small = new ByteTracker(new TrackerSettings(
                s.highScore(),
                s.lowScore(),
                s.newTrackScore(),
                s.firstIou(),
                s.secondIou(),
                s.tentativeIou(),
                s.confirmAfter(),
                s.lostLimit(),
                s.tentativeLimit(),
                s.coastLimit(),
                s.forgetAfter(),
                10));
        Random random = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            TrackSet set = small.update(crowd(random, i / 5.0, 30, 1));
            assertThat(set.tracks()).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void wrongScoresAreRefused() {
        assertThatThrownBy(() -> TrackerSettings.defaults().withScores(0.6, 0.4, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lowScore <= highScore <= newTrackScore");
    }

    @Test
    void hundredObjectsCostLittle() {
        double[] ms = new double[150];
        for (int i = 0; i < ms.length; i++) {
            Random same = new Random(SEED);
            Detections seen = crowd(same, i / 25.0, 100, 1 + i * 1e-4);
            long start = cpuNanos();
            TrackSet set = tracker.update(seen);
            ms[i] = (cpuNanos() - start) / 1e6;
            assertThat(set.tracks())
                    .hasSizeLessThanOrEqualTo(TrackerSettings.defaults().maxTracks());
        }
        Arrays.sort(ms);
        System.out.printf("ByteTracker, 100 objects: median %.2f ms, p95 %.2f ms of CPU a frame%n", ms[75], ms[142]);
    }

    /** CPU time of this thread: what others do on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private List<TrackSet> follow(List<Double> times) {
        return times.stream().map(t -> tracker.update(street.look(t))).toList();
    }

    private static NormalizedBox drive(double x, double y) {
        return new NormalizedBox(x, y, 0.12, 0.1);
    }

    private static Detections crowd(Random random, double atS, int count, double stretch) {
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NormalizedBox box =
                    new NormalizedBox(random.nextDouble() * stretch, random.nextDouble() * stretch, 0.06, 0.05);
            ObjectKind kind = random.nextInt(4) == 0 ? PERSON : CAR;
            found.add(new Detection(kind, "any", 0.3 + 0.7 * random.nextDouble(), box));
        }
        return new Detections(SimulatedStreet.frame(MediaTime.ofSeconds(atS)), found);
    }

    private static Track trackNear(TrackSet set, double x) {
        return set.tracks().stream()
                .filter(t -> Math.abs(t.box().x() - x) < 0.03)
                .findFirst()
                .orElseThrow();
    }

    private static Set<Long> ids(List<TrackSet> sets) {
        Set<Long> ids = new HashSet<>();
        sets.forEach(s -> s.tracks().forEach(t -> ids.add(t.id())));
        return ids;
    }

    private static Set<Long> confirmedIds(List<TrackSet> sets) {
        Set<Long> ids = new HashSet<>();
        sets.forEach(s -> s.confirmed().forEach(t -> ids.add(t.id())));
        return ids;
    }
}
