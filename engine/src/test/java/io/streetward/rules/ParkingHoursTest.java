package io.streetward.rules;

import static io.streetward.detect.ObjectKind.BUS;
import static io.streetward.detect.ObjectKind.CAR;
import static io.streetward.detect.ObjectKind.TRUCK;
import static io.streetward.rules.ParkingScenario.KERB;
import static io.streetward.rules.ParkingScenario.parks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.scene.ViewState;
import io.streetward.track.SimulatedStreet;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** When parking is permitted, to whom, and what the place itself has to say. The street's clock shows 00:00 at 0 s. */
class ParkingHoursTest {
    private static final long SEED = 808;
    private static final CityCalendar UTC = CityCalendar.of(ZoneOffset.UTC);
    private static final ParkingLimits HALF_MINUTE = ParkingLimits.of(Duration.ofSeconds(30));

    @Test
    void timeBeforeTheRulesHoursIsPermittedAndDoesNotCount() {
        ParkingScenario s = scenario(HALF_MINUTE.withHours(hours("daily 00:01-23:00")));
        s.street.add(CAR, parks(10, 150, 1.5));
        s.run(180);

        assertThat(s.noticed().get(0).stay().latest().pts().seconds()).isCloseTo(60, within(0.5));
        assertThat(s.confirmed()).as("%s", s).hasSize(1);
        assertThat(s.confirmed().get(0).stay().latest().pts().seconds()).isCloseTo(90, within(0.5));
        assertThat(s.confirmed().get(0).reasons())
                .contains("stood there already when the rule's hours began at 00:01; its time counts from then: 30 s");
        assertThat(s.ended().get(0).wasConfirmed()).isTrue();
    }

    @Test
    void outsideTheHoursNothingIsConfirmedButWhatWasIsFollowedToItsEnd() {
        ParkingScenario s = scenario(HALF_MINUTE.withHours(hours("daily 00:00-00:01")));
        s.street.add(CAR, parks(10, 150, 1.5)).add(TRUCK, t -> t < 40 ? null : new NormalizedBox(0.53, 0.5, 0.11, 0.1));
        s.run(180);

        assertThat(s.confirmed()).extracting(c -> c.stay().object()).containsExactly(CAR);
        assertThat(s.ended()).anySatisfy(e -> {
            assertThat(e.wasConfirmed()).isTrue();
            assertThat(e.stay().latest().pts().seconds()).isCloseTo(150, within(1.0));
        });
    }

    @Test
    void permittedStopsGiveSomeVehiclesLongerThanOthers() {
        PermittedStop loading = new PermittedStop(Set.of(TRUCK), Duration.ofSeconds(90), hours("daily 00:00-00:01"));
        PermittedStop bus = new PermittedStop(Set.of(BUS), Duration.ofSeconds(20), Hours.ALWAYS);
        ParkingScenario s = scenario(HALF_MINUTE.withPermittedStops(List.of(loading, bus)));
        s.street.add(TRUCK, parks(55, 200, 1.5)).add(BUS, t -> new NormalizedBox(0.53, 0.5, 0.11, 0.1));
        s.run(220);

        assertThat(s.confirmed()).extracting(c -> c.stay().object()).containsExactly(BUS, TRUCK);
        assertThat(s.confirmed().get(0).stay().dwell().toSeconds()).isEqualTo(30); // a shorter stop takes nothing away
        assertThat(s.confirmed().get(1).stay().dwell().toSeconds()).isEqualTo(90);
        assertThat(s.confirmed().get(1).reasons()).contains("longer than the stop permitted to it");
    }

    @Test
    void oneThatComesAfterTheHoursOfAPermittedStopHasNone() {
        PermittedStop loading = new PermittedStop(Set.of(TRUCK), Duration.ofSeconds(90), hours("daily 00:00-00:01"));
        ParkingScenario s = scenario(HALF_MINUTE.withPermittedStops(List.of(loading)));
        s.street.add(TRUCK, parks(65, 200, 1.5));
        s.run(220);

        assertThat(s.confirmed().get(0).stay().dwell().toSeconds()).isEqualTo(30);
    }

    @Test
    void aStopOfNobodyOrOfNoTimeIsRefused() {
        assertThatThrownBy(() -> new PermittedStop(Set.of(), Duration.ofSeconds(1), Hours.ALWAYS))
                .hasMessageContaining("at least one kind");
        assertThatThrownBy(() -> new PermittedStop(Set.of(BUS), Duration.ZERO, Hours.ALWAYS))
                .hasMessageContaining("above 0");
    }

    @Test
    void whatTheSceneModelShowsRaisesOrLowersTheConfidence() {
        double without = confidence(SceneView::unknown);
        double present = confidence(frame -> clear(frame, frame.pts().seconds() < 25));
        double absent = confidence(frame -> clear(frame, true));

        assertThat(present).isGreaterThan(without + 0.03);
        assertThat(absent).isLessThan(without - 0.03);
    }

    @Test
    void whatTheDetectorLosesButTheSceneModelStillShowsHasNotLeft() {
        ParkingScenario s = scenario(ParkingLimits.of(Duration.ofSeconds(100)));
        s.street.add(CAR, t -> t > 40 && t < 95 ? null : parks(10, 160, 1.5).apply(t));
        s.scene(frame -> clear(frame, frame.pts().seconds() < 20)).run(220);
        ParkingScenario blind = scenario(ParkingLimits.of(Duration.ofSeconds(100)));
        blind.street.add(CAR, t -> t > 40 && t < 95 ? null : parks(10, 160, 1.5).apply(t));
        blind.run(220);

        assertThat(s.confirmed()).as("%s", s).hasSize(1);
        assertThat(s.confirmed().get(0).stay().start().pts().seconds()).isCloseTo(10, within(0.5));
        assertThat(blind.confirmed()).as("%s", blind).isEmpty();
    }

    private static double confidence(Function<FrameRef, SceneView> scene) {
        ParkingScenario s = scenario(HALF_MINUTE).scene(scene);
        s.street.add(CAR, parks(20, 100, 1.5));
        s.run(80);
        return s.confirmed().get(0).stay().confidence();
    }

    /** A clear view, with a region at the kerb from 12 s on unless it is empty. */
    private static SceneView clear(FrameRef frame, boolean empty) {
        FrameRef appeared = SimulatedStreet.frame(MediaTime.ofSeconds(12));
        List<StaticRegion> regions =
                empty ? List.of() : List.of(new StaticRegion(1, KERB, 0.01, 40, null, appeared, appeared, frame, null));
        return new SceneView(frame, ViewState.CLEAR, regions);
    }

    private static Hours hours(String text) {
        return Hours.of(UTC, List.of(text), List.of());
    }

    private static ParkingScenario scenario(ParkingLimits limits) {
        return new ParkingScenario(SEED, 5).limits(limits);
    }
}
