package io.streetward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import io.streetward.rules.CityCalendar;
import io.streetward.rules.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlaWatchTest {
    private static final Instant START = Instant.parse("2026-03-02T02:00:00Z"); // Monday 10:00 in Shanghai
    private static final Department BUREAU = new Department("D01", "市城管局");
    private static final Department MAYOR = new Department("D00", "区政府");

    private final SlaWatch watch = new SlaWatch(
            new EventCatalogue(
                    List.of(
                            event(EventKind.STREET_VENDING, TimeLimit.parse("2 urgent_hour")),
                            new CatalogueEvent(EventKind.ILLEGAL_PARKING, new Names("机动车乱停放", "p"), "g", null)),
                    List.of(),
                    List.of(),
                    List.of()),
            new SlaClock(
                    CityCalendar.of(ZoneId.of("Asia/Shanghai")),
                    WorkSessions.parse(List.of("08:00-12:00", "14:00-18:00"))),
            new EscalationPolicy(
                    80, List.of(new EscalationPolicy.Step(150, BUREAU), new EscalationPolicy.Step(200, MAYOR))));

    @Test
    void aWarningComesAtFourFifthsAndOverdueAtTheLimit() {
        assertThat(due(Duration.ofMinutes(96).minusMillis(1))).isEmpty();
        assertThat(due(Duration.ofMinutes(96))).singleElement().satisfies(mark -> {
            assertThat(mark.kind()).isEqualTo(SlaMark.Kind.WARNING);
            assertThat(mark.dueAt()).isEqualTo(START.plus(Duration.ofMinutes(96)));
        });
        assertThat(due(Duration.ofHours(2))).extracting(SlaMark::kind).containsExactly(SlaMark.Kind.OVERDUE);
    }

    @Test
    void afterAPauseAllThatCameDueIsRaisedInOrderButNoWarningAnyMore() {
        List<SlaMark> marks = due(Duration.ofHours(9));
        assertThat(marks)
                .extracting(SlaMark::kind, SlaMark::step, SlaMark::to)
                .containsExactly(
                        tuple(SlaMark.Kind.OVERDUE, 0, null),
                        tuple(SlaMark.Kind.ESCALATION, 1, BUREAU),
                        tuple(SlaMark.Kind.ESCALATION, 2, MAYOR));
        assertThat(marks)
                .extracting(SlaMark::dueAt)
                .containsExactly(
                        START.plus(Duration.ofHours(2)),
                        START.plus(Duration.ofHours(3)),
                        START.plus(Duration.ofHours(4)));
    }

    @Test
    void eachMarkIsRaisedOnceHoweverOftenAndWheneverOneAsks() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Set<String> record = new HashSet<>();
            List<SlaMark> raised = new ArrayList<>();
            Instant now = START;
            while (now.isBefore(START.plus(Duration.ofHours(6)))) {
                List<SlaMark> due = watch.due(subject(SlaRun.from(START), record), now);
                raised.addAll(due);
                // A crash before the record was written: the same are asked for again.
                if (random.nextBoolean()) {
                    due.forEach(mark -> record.add(mark.key()));
                } else {
                    raised.removeAll(due);
                }
                now = now.plusSeconds(1 + random.nextInt(5000));
            }
            watch.due(subject(SlaRun.from(START), record), now).forEach(raised::add);
            assertThat(raised).extracting(SlaMark::key).doesNotHaveDuplicates().hasSizeBetween(3, 4);
            assertThat(raised).extracting(SlaMark::dueAt).isSorted();
        }
    }

    @Test
    void nothingIsRaisedWhileTheClockStandsNorAfterTheEndNorWithoutALimit() {
        Instant late = START.plus(Duration.ofDays(3));
        SlaRun run = SlaRun.from(START);
        for (SlaState state : List.of(SlaState.STOPPED, SlaState.ENDED)) {
            assertThat(watch.due(new SlaSubject("c", EventKind.STREET_VENDING, run, state, Set.of()), late))
                    .isEmpty();
        }
        assertThat(watch.due(new SlaSubject("c", EventKind.ILLEGAL_PARKING, run, SlaState.RUNNING, Set.of()), late))
                .isEmpty();
    }

    @Test
    void aStopMovesWhatIsRaised() {
        SlaRun run = SlaRun.from(START).stopped(START.plusSeconds(600), START.plusSeconds(4200));
        List<SlaMark> marks = watch.due(subject(run, Set.of()), START.plus(Duration.ofHours(3)));
        assertThat(marks)
                .singleElement()
                .satisfies(mark -> assertThat(mark.dueAt()).isEqualTo(START.plus(Duration.ofHours(3))));
    }

    @Test
    void aCaseThatIsDispatchedAnewHasNewMarks() {
        Set<String> record = new HashSet<>();
        due(Duration.ofHours(2)).forEach(mark -> record.add(mark.key()));
        SlaRun again = SlaRun.from(START.plus(Duration.ofHours(8)));
        assertThat(watch.due(subject(again, record), START.plus(Duration.ofHours(10))))
                .extracting(SlaMark::kind)
                .containsExactly(SlaMark.Kind.OVERDUE);
    }

    @Test
    void escalationsRiseAndNoneComesBeforeTheLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EscalationPolicy(80, List.of(new EscalationPolicy.Step(90, MAYOR))))
                .withMessageContaining("at least 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EscalationPolicy(
                        80, List.of(new EscalationPolicy.Step(200, MAYOR), new EscalationPolicy.Step(200, BUREAU))));
    }

    private List<SlaMark> due(Duration after) {
        return watch.due(subject(SlaRun.from(START), Set.of()), START.plus(after));
    }

    private static SlaSubject subject(SlaRun run, Set<String> raised) {
        return new SlaSubject("c", EventKind.STREET_VENDING, run, SlaState.RUNNING, raised);
    }

    private static CatalogueEvent event(EventKind kind, TimeLimit limit) {
        return new CatalogueEvent(kind, new Names(kind.id(), kind.id()), "g", limit);
    }
}
