package io.streetward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.scene.ViewState;
import io.streetward.track.ByteTracker;
import io.streetward.track.SimulatedStreet;
import io.streetward.track.TrackSet;
import io.streetward.track.TrackerSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceCheckTest {
    private static final NormalizedBox PLACE = new NormalizedBox(0.4, 0.5, 0.12, 0.1);

    private final SimulatedStreet street = new SimulatedStreet(7);
    private Function<FrameRef, SceneView> scene = frame -> new SceneView(frame, ViewState.CLEAR, List.of());

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 5, 25})
    void aFreePlaceIsGone(double looksPerSecond) {
        PlaceCheck.Finding found = look(new PlaceCheck(ObjectKind.CAR, PLACE, true), looksPerSecond, 60);

        assertThat(found).isInstanceOf(PlaceCheck.Finding.Gone.class);
        assertThat(found.shown()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 5, 25})
    void aVehicleThatStandsThereIsStillThereThoughOftenMissed(double looksPerSecond) {
        street.add(ObjectKind.CAR, t -> PLACE).detectionShare(0.7).jitter(0.05);

        PlaceCheck.Finding found = look(new PlaceCheck(ObjectKind.TRUCK, PLACE, true), looksPerSecond, 90);

        assertThat(found).isInstanceOf(PlaceCheck.Finding.StillThere.class);
    }

    @Test
    void aVehicleThatPassesIsNotThere() {
        street.add(ObjectKind.CAR, t -> new NormalizedBox(0.1 + 0.1 * t, 0.5, 0.12, 0.1));

        assertThat(look(new PlaceCheck(ObjectKind.CAR, PLACE, true), 5, 60))
                .isInstanceOf(PlaceCheck.Finding.Gone.class);
    }

    @Test
    void aPlaceBehindABusCannotBeSeenAndIsAfterItHasLeft() {
        street.add(ObjectKind.BUS, t -> t < 30 ? new NormalizedBox(0.3, 0.3, 0.4, 0.4) : null);

        PlaceCheck.Finding found = look(new PlaceCheck(ObjectKind.CAR, PLACE, true), 2, 150);

        assertThat(found).isInstanceOf(PlaceCheck.Finding.Gone.class);
        assertThat(found.shown().pts().isBefore(MediaTime.ofMillis(30_000))).isFalse();
    }

    @Test
    void aBusThatStaysInFrontLeavesItToAPerson() {
        street.add(ObjectKind.BUS, t -> new NormalizedBox(0.3, 0.3, 0.4, 0.4));

        PlaceCheck.Finding found = look(new PlaceCheck(ObjectKind.CAR, PLACE, true), 2, 150);

        assertThat(found).isEqualTo(new PlaceCheck.Finding.CannotSee(null, "the place was hidden"));
    }

    @Test
    void aCameraThatWasTurnedCannotSee() {
        ViewState moved = new ViewState(ViewState.Phase.MOVED, "the camera was turned");
        scene = frame -> new SceneView(frame, moved, List.of());

        PlaceCheck.Finding found = look(new PlaceCheck(ObjectKind.CAR, PLACE, true), 2, 150);

        assertThat(found).isEqualTo(new PlaceCheck.Finding.CannotSee(null, "the camera was turned"));
    }

    @Test
    void debrisIsThereAsLongAsTheGroundDiffers() {
        scene = frame ->
                new SceneView(frame, ViewState.CLEAR, frame.pts().micros() < 1e7 ? List.of(on(frame)) : List.of());

        assertThat(look(new PlaceCheck(ObjectKind.DEBRIS, PLACE, true), 1, 60))
                .isInstanceOf(PlaceCheck.Finding.StillThere.class);
    }

    @Test
    void debrisThatWasSweptIsGone() {
        assertThat(look(new PlaceCheck(ObjectKind.DEBRIS, PLACE, true), 1, 60))
                .isInstanceOf(PlaceCheck.Finding.Gone.class);
    }

    @Test
    void afterARestartNobodyKnowsWhetherDebrisWasSwept() {
        PlaceCheck.Finding found = look(new PlaceCheck(ObjectKind.DEBRIS, PLACE, false), 1, 150);

        assertThat(found).isInstanceOf(PlaceCheck.Finding.CannotSee.class);
        assertThat(found.why()).contains("started after it came");
    }

    @Test
    void aCameraThatStopsSendingGivesNoAnswer() {
        PlaceCheck check = new PlaceCheck(ObjectKind.CAR, PLACE, true);

        assertThat(check.giveUp()).isInstanceOf(PlaceCheck.Finding.CannotSee.class);
    }

    private PlaceCheck.Finding look(PlaceCheck check, double looksPerSecond, double untilS) {
        ByteTracker tracker = new ByteTracker(TrackerSettings.defaults());
        for (double t : street.times(0, untilS, looksPerSecond, 0)) {
            TrackSet tracks = tracker.update(street.look(t));
            Optional<PlaceCheck.Finding> found = check.look(new StreetView(tracks, scene.apply(tracks.frame())));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return check.giveUp();
    }

    private static StaticRegion on(FrameRef frame) {
        FrameRef before = SimulatedStreet.frame(MediaTime.ZERO);
        return new StaticRegion(1, PLACE, 0.01, 40, null, before, before, frame, null);
    }
}
