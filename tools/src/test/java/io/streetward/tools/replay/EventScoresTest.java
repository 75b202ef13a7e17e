package io.streetward.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streetward.media.NormalizedBox;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventScoresTest {
    private static final NormalizedBox PLACE = new NormalizedBox(0.2, 0.2, 0.2, 0.2);
    private static final NormalizedBox ELSEWHERE = new NormalizedBox(0.6, 0.6, 0.2, 0.2);
    private static final double HALF_AN_HOUR = 0.5;

    /** One event of each kind at 10 s with a limit of 60 s, so that its alarm is due at 70 s. */
    static Stream<Arguments> whatMatches() {
        return Stream.of(
                Arguments.of("on time", alarm("illegal_parking", "z1", PLACE, 70), true),
                Arguments.of("3 s early", alarm("illegal_parking", "z1", PLACE, 67), true),
                Arguments.of("more than 3 s early", alarm("illegal_parking", "z1", PLACE, 66.99), false),
                Arguments.of("15 s late", alarm("illegal_parking", "z1", PLACE, 85), true),
                Arguments.of("more than 15 s late", alarm("illegal_parking", "z1", PLACE, 85.01), false),
                Arguments.of("another zone", alarm("illegal_parking", "z2", PLACE, 70), false),
                Arguments.of("another kind", alarm("street_vending", "z1", PLACE, 70), false),
                Arguments.of("another place", alarm("illegal_parking", "z1", ELSEWHERE, 70), false),
                Arguments.of(
                        "a third of each box shared",
                        alarm("illegal_parking", "z1", new NormalizedBox(0.3, 0.2, 0.2, 0.2), 70),
                        true),
                Arguments.of(
                        "a seventh shared, its centre outside",
                        alarm("illegal_parking", "z1", new NormalizedBox(0.35, 0.2, 0.2, 0.2), 70),
                        false),
                Arguments.of(
                        "small, but its centre inside",
                        alarm("illegal_parking", "z1", new NormalizedBox(0.38, 0.38, 0.01, 0.01), 70),
                        true));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("whatMatches")
    void anAlarmMatchesByKindZonePlaceAndTime(String what, Alarm alarm, boolean matches) {
        assertThat(EventMatch.fits(event("illegal_parking", 10, 100), alarm))
                .as(what)
                .isEqualTo(matches);
    }

    @Test
    void anAlarmOfAnotherClipMatchesNothing() {
        Alarm other = new Alarm("other.mp4", "illegal_parking", "z1", 10, 70, PLACE, 0.5, List.of());
        assertThat(EventMatch.fits(event("illegal_parking", 10, 100), other)).isFalse();
    }

    @Test
    void ofTwoAlarmsOnOneEventTheNearerInTimeCountsAndTheOtherIsFalse() {
        Alarm early = alarm("illegal_parking", "z1", PLACE, 68);
        Alarm onTime = alarm("illegal_parking", "z1", PLACE, 70.5);
        EventScores scores =
                EventScores.of(List.of(event("illegal_parking", 10, 100)), List.of(early, onTime), HALF_AN_HOUR);
        assertThat(scores.match().pairs()).extracting(EventMatch.Pair::alarm).containsExactly(onTime);
        assertThat(scores.match().falseAlarms()).containsExactly(early);
        assertThat(scores.falseAlarmsPerHour()).hasValue(2);
        EventScores.Row parking = row(scores, "illegal_parking");
        assertThat(parking.precision()).hasValue(0.5);
        assertThat(parking.recall()).hasValue(1);
        assertThat(parking.f1().orElseThrow()).isCloseTo(2.0 / 3, within(1e-9));
    }

    /** Records that are equal are two all the same. */
    @Test
    void theSameAlarmTwiceIsOneTooMany() {
        List<Alarm> twice =
                List.of(alarm("illegal_parking", "z1", PLACE, 70), alarm("illegal_parking", "z1", PLACE, 70));
        EventScores scores = EventScores.of(List.of(event("illegal_parking", 10, 100)), twice, HALF_AN_HOUR);
        assertThat(scores.match().pairs()).hasSize(1);
        assertThat(scores.match().falseAlarms()).hasSize(1);
    }

    @Test
    void twoEventsAtOnePlaceTakeAnAlarmEach() {
        List<TrueEvent> events = List.of(event("illegal_parking", 10, 100), event("illegal_parking", 16, 100));
        List<Alarm> alarms =
                List.of(alarm("illegal_parking", "z1", PLACE, 77), alarm("illegal_parking", "z1", PLACE, 71));
        EventScores scores = EventScores.of(events, alarms, HALF_AN_HOUR);
        assertThat(scores.match().pairs())
                .extracting(pair -> pair.event().startS() + " " + pair.alarm().alarmS())
                .containsExactlyInAnyOrder("10.0 71.0", "16.0 77.0");
    }

    @Test
    void theErrorOfTheStartsIsTheirRootMeanSquare() {
        TrueEvent first = event("illegal_parking", 10, 100);
        TrueEvent second = new TrueEvent("b.mp4", "illegal_parking", "z1", PLACE, 20, 100, 60);
        Alarm late = new Alarm("a.mp4", "illegal_parking", "z1", 13, 73, PLACE, 0.5, List.of());
        Alarm early = new Alarm("b.mp4", "illegal_parking", "z1", 16, 78, PLACE, 0.5, List.of());
        EventScores scores = EventScores.of(List.of(first, second), List.of(late, early), HALF_AN_HOUR);
        assertThat(row(scores, "illegal_parking").startRmseS().orElseThrow())
                .isCloseTo(Math.sqrt((9 + 16) / 2.0), within(1e-9));
    }

    @Test
    void aKindWithoutEventsAndAlarmsHasNoFigures() {
        EventScores scores = EventScores.of(List.of(), List.of(), HALF_AN_HOUR);
        assertThat(scores.kinds())
                .extracting(EventScores.Row::kind)
                .containsExactly("illegal_parking", "street_vending", "road_spillage", "shop_overflow");
        assertThat(scores.kinds()).allSatisfy(row -> {
            assertThat(row.precision()).isEmpty();
            assertThat(row.recall()).isEmpty();
            assertThat(row.f1()).isEmpty();
            assertThat(row.startRmseS()).isEmpty();
        });
        assertThat(scores.falseAlarmsPerHour()).hasValue(0);
    }

    @Test
    void anEventWithoutAnAlarmHasNoPrecisionButARecallOfNone() {
        EventScores.Row row =
                row(EventScores.of(List.of(event("illegal_parking", 10, 100)), List.of(), 1), "illegal_parking");
        assertThat(row.precision()).isEmpty();
        assertThat(row.recall()).hasValue(0);
        assertThat(row.f1()).hasValue(0);
    }

    @Test
    void whatLeavesInTimeIsNoEvent() {
        EventScores scores = EventScores.of(List.of(event("illegal_parking", 10, 69)), List.of(), 1);
        assertThat(scores.tooShort()).hasSize(1);
        assertThat(scores.match().missed()).isEmpty();
        assertThat(row(scores, "illegal_parking").events()).isZero();
    }

    @Test
    void mudIsASpillUnlessTheTruthTellsTheTwoApart() {
        Alarm mud = alarm("mud_tracking", "z1", PLACE, 70);
        Alarm elsewhere = alarm("mud_tracking", "z1", ELSEWHERE, 70);
        EventScores asSpill = EventScores.of(List.of(event("road_spillage", 10, 100)), List.of(mud, elsewhere), 1);
        assertThat(row(asSpill, "road_spillage").matched()).isEqualTo(1);
        assertThat(row(asSpill, "road_spillage").alarms()).isEqualTo(2);
        EventScores asMud = EventScores.of(List.of(event("mud_tracking", 10, 100)), List.of(mud, elsewhere), 1);
        assertThat(row(asMud, "mud_tracking").matched()).isEqualTo(1);
        assertThat(row(asMud, "mud_tracking").alarms()).isEqualTo(2);
        assertThat(row(asMud, "road_spillage").alarms()).isZero();
        Alarm spill = alarm("road_spillage", "z1", PLACE, 70);
        assertThat(EventMatch.fits(event("mud_tracking", 10, 100), spill)).isFalse();
    }

    private static TrueEvent event(String kind, double startS, double endS) {
        return new TrueEvent("a.mp4", kind, "z1", PLACE, startS, endS, 60);
    }

    private static Alarm alarm(String kind, String zone, NormalizedBox box, double alarmS) {
        return new Alarm("a.mp4", kind, zone, alarmS - 60, alarmS, box, 0.5, List.of("stood too long"));
    }

    private static EventScores.Row row(EventScores scores, String kind) {
        return scores.kinds().stream()
                .filter(row -> row.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
