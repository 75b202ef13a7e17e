package io.streetward.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseEvent;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.ReplayRange;
import io.streetward.cases.SqlCaseBook;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkDrainTest {
    @TempDir
    Path folder;

    private OutboxRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new OutboxRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everyEventIsToldInOrder() throws Exception {
        for (int i = 0; i < 50; i++) {
            rig.caseOfThree();
        }
        rig.settle(rig.drain("city"));
        assertThat(rig.receiver.keys())
                .isEqualTo(rig.events().stream().map(CaseEvent::key).toList());
        assertThat(rig.ledger().backlog("city").pending()).isZero();
        assertThat(rig.ledger().backlog("city").delivered()).isEqualTo(150);
    }

    @Test
    void aNewSinkBeginsWithNowUnlessAskedOtherwise() throws Exception {
        rig.caseOfThree();
        rig.ledger().register("late", false);
        CaseId next = rig.caseOfThree();
        rig.settle(rig.drain("late"));
        assertThat(rig.receiver.numbers().keySet()).containsExactly(next);
    }

    @Test
    void aDayOfOutageCostsOneAttemptAPauseAndLosesNothing() throws Exception {
        SinkDrain drain = rig.drain("city", 4, EventFilter.ALL);
        rig.receiver.answers(event -> new Outcome.Unreachable("connection refused"));
        for (int hour = 0; hour < 24; hour++) {
            for (int i = 0; i < 8; i++) {
                rig.caseOfThree();
            }
            rig.run(drain, Duration.ofHours(1));
        }
        // 24 h at pauses of 2.5 to 5 min, and what was in flight when it went down
        assertThat(rig.receiver.attempts()).isBetween(24 * 12, 24 * 24 + 4 + 20);
        assertThat(drain.status().unreachableSince()).isNotNull();
        assertThat(rig.ledger().dead("city", 10)).isEmpty();

        rig.receiver.answers(event -> new Outcome.Delivered());
        rig.run(drain, Duration.ofMinutes(6));
        assertAllToldOnceInOrder();
        assertThat(drain.status().unreachableSince()).isNull();
        assertThat(rig.receiver.repeats()).isZero();
    }

    @Test
    void aRefusedEventHoldsBackItsOwnCaseOnly() throws Exception {
        CaseId ill = rig.caseOfThree();
        CaseId well = rig.caseOfThree();
        rig.receiver.answers(
                event -> event.key().equals(ill + "-2") ? new Outcome.Refused("HTTP 422") : new Outcome.Delivered());
        SinkDrain drain = rig.drain("city");
        rig.settle(drain);
        assertThat(rig.receiver.numbers().get(well)).hasSize(3);
        assertThat(rig.receiver.keys()).contains(ill + "-1").doesNotContain(ill + "-2", ill + "-3");

        rig.receiver.answers(event -> new Outcome.Delivered());
        rig.run(drain, Duration.ofSeconds(10));
        assertAllToldOnceInOrder();
    }

    @Test
    void whatIsRefusedToTheBoundIsGivenUpAndItsCaseGoesOn() throws Exception {
        CaseId id = rig.caseOfThree();
        rig.receiver.answers(event -> event.key().equals(id + "-2")
                ? new Outcome.Refused("HTTP 422: no such zone")
                : new Outcome.Delivered());
        SinkDrain drain = rig.drain("city");
        rig.run(drain, Duration.ofMinutes(1));
        assertThat(rig.receiver.keys()).containsExactly(id + "-1", id + "-3");
        assertThat(rig.ledger().dead("city", 10)).singleElement().satisfies(dead -> {
            assertThat(dead.event().key()).isEqualTo(id + "-2");
            assertThat(dead.attempts()).isEqualTo(3);
            assertThat(dead.reason()).isEqualTo("HTTP 422: no such zone");
        });

        rig.receiver.answers(event -> new Outcome.Delivered());
        assertThat(rig.ledger().replay("city", new ReplayRange.AllDead(), rig.clock.instant()))
                .isEqualTo(1);
        rig.settle(drain);
        assertThat(rig.receiver.keys()).containsExactly(id + "-1", id + "-3", id + "-2");
        assertThat(rig.ledger().dead("city", 10)).isEmpty();
    }

    @Test
    void anEventThatTheReceiverFailsOnDoesNotPassForAnOutageForEver() throws Exception {
        CaseId poison = rig.caseOfThree();
        rig.receiver.answers(event ->
                event.key().equals(poison + "-1") ? new Outcome.Unreachable("HTTP 500") : new Outcome.Delivered());
        SinkDrain drain = rig.drain("city");
        for (int i = 0; i < 5; i++) {
            rig.caseOfThree();
            rig.run(drain, Duration.ofMinutes(10));
        }
        assertThat(rig.ledger().dead("city", 10))
                .extracting(dead -> dead.event().key())
                .containsExactly(poison + "-1");
        assertThat(rig.receiver.keys()).hasSize(17);
    }

    @Test
    void whatASinkDoesNotWantIsPassedOver() throws Exception {
        CaseId id = rig.caseOfThree();
        EventFilter filter = new EventFilter(Set.of(CaseEventKind.STATE), Set.of(CaseState.FILED));
        rig.settle(rig.drain("city", 1, filter));
        assertThat(rig.receiver.keys()).containsExactly(id + "-3");
        assertThat(rig.ledger().backlog("city").pending()).isZero();
    }

    @Test
    void aCrashBetweenTellingAndEnteringRepeatsKeysButNeitherLosesNorReorders() throws Exception {
        Random random = new Random(11);
        int crashes = 0;
        for (int i = 0; i < 200; i++) {
            rig.caseOfThree();
        }
        rig.receiver.answers(event -> random.nextInt(40) == 0
                ? new Outcome.Refused("not now")
                : random.nextInt(300) == 0 ? new Outcome.Unreachable("gone") : new Outcome.Delivered());
        for (int life = 0; life < 12; life++) {
            DyingLedger ledger = new DyingLedger(rig.ledger(), 1 + random.nextInt(4));
            try (SinkDrain drain = rig.drain("city", 3, EventFilter.ALL, ledger)) {
                rig.run(drain, Duration.ofMinutes(2));
            } catch (DyingLedger.Killed e) {
                crashes++;
            }
            rig.reopen();
        }
        rig.receiver.answers(event -> new Outcome.Delivered());
        rig.run(rig.drain("city"), Duration.ofHours(1));
        rig.ledger().replay("city", new ReplayRange.AllDead(), rig.clock.instant());
        rig.run(rig.drain("city"), Duration.ofHours(1));
        assertThat(crashes).isGreaterThan(3);
        assertThat(rig.receiver.repeats()).isPositive();
        assertThat(new HashSet<>(rig.receiver.keys()))
                .isEqualTo(
                        new HashSet<>(rig.events().stream().map(CaseEvent::key).toList()));
        assertThat(rig.ledger().backlog("city").pending()).isZero();
    }

    @Test
    void aReplayIsInOrderAndReachesAnEngineThatRunsFromAnotherProcess() throws Exception {
        CaseId first = rig.caseOfThree();
        rig.caseOfThree();
        SinkDrain drain = rig.drain("city");
        rig.settle(drain);
        try (SqlCaseBook beside = SqlCaseBook.openSqliteBeside(folder.resolve("cases.db"), Clock.systemUTC())) {
            assertThat(beside.deliveries().replay("city", new ReplayRange.OfCase(first), rig.clock.instant()))
                    .isEqualTo(3);
        }
        assertThat(rig.ledger().backlog("city").waiting()).isEqualTo(3);
        List<String> again = new java.util.ArrayList<>();
        rig.receiver.answers(event -> {
            again.add(event.key());
            return new Outcome.Delivered();
        });
        rig.settle(drain);
        assertThat(again).containsExactly(first + "-1", first + "-2", first + "-3");
        assertThat(rig.ledger()
                        .replay(
                                "city",
                                new ReplayRange.Since(rig.clock.instant().minusSeconds(60)),
                                rig.clock.instant()))
                .isEqualTo(rig.events().size());
    }

    @Test
    void whatIsNotToldYetIsNeededAndASinkForgottenNeedsNothing() throws Exception {
        assertThat(rig.ledger().oldestNeeded()).isEmpty();
        rig.caseOfThree();
        rig.ledger().register("city", true);
        assertThat(rig.ledger().oldestNeeded()).contains(1L);
        rig.settle(rig.drain("city"));
        assertThat(rig.ledger().oldestNeeded()).isEmpty();
        rig.ledger().replay("city", new ReplayRange.OfCase(new CaseId("case-00001")), rig.clock.instant());
        assertThat(rig.ledger().oldestNeeded()).contains(1L);
        rig.ledger().forget("city");
        assertThat(rig.ledger().oldestNeeded()).isEmpty();
        assertThatThrownBy(() -> rig.ledger().forget("city")).isInstanceOf(CaseBookException.class);
    }

    private void assertAllToldOnceInOrder() throws Exception {
        assertThat(rig.receiver.keys())
                .containsExactlyInAnyOrderElementsOf(
                        rig.events().stream().map(CaseEvent::key).toList());
        assertThat(rig.receiver.numbers().values())
                .allSatisfy(numbers -> assertThat(numbers).isSorted());
        assertThat(rig.ledger().backlog("city").pending()).isZero();
    }
}
