package io.streetward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.Cases;
import io.streetward.cases.HistoryEntry;
import io.streetward.cases.SqlCaseBook;
import io.streetward.config.ConfigLoader;
import io.streetward.media.MediaTime;
import io.streetward.rules.PlaceCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases between dispatch and closing: their time, and the camera that looks again. */
class CaseRoundsTest {
    /** Tuesday noon in Shanghai. */
    private static final Instant DISPATCHED = Instant.parse("2026-11-24T04:00:00Z");

    private static final String CITY = """
            site: {id: s, timeZone: Asia/Shanghai}
            cameras: [{id: c, url: 'rtsp://127.0.0.1/a'}]
            catalogue:
              limits: {illegal_parking: 2 urgent_hour}
              escalation: {warnAt: 80, steps: [{at: 150, code: "01", name: Bureau}]}
            """;

    private final List<CaseId> changed = new ArrayList<>();
    private final List<Consumer<PlaceCheck.Finding>> asked = new ArrayList<>();
    private final CaseFile file = Cases.caseFile(
            new CaseId("20261124-035940-00001"), Cases.stay(UUID.randomUUID(), MediaTime.ZERO, Duration.ofSeconds(30)));
    private Instant now = DISPATCHED;
    private SqlCaseBook book;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        InstantSource source = () -> now;
        book = SqlCaseBook.openSqlite(folder.resolve("cases.db"), source.withZone(ZoneOffset.UTC));
        book.file(file);
        book.advance(file.id(), CaseState.FILED, "engine", "its evidence meets the conditions");
        book.advance(file.id(), CaseState.DISPATCHED, "li.na", "to the road patrol");
    }

    @AfterEach
    void close() {
        book.close();
    }

    @Test
    void aDispatchedCaseIsDueSoonThenOverdueThenEscalatedEachOnce() throws Exception {
        SlaDesk desk = slaDesk();
        List<String> raised = new ArrayList<>();
        for (int minutes = 0; minutes <= 300; minutes += 10) {
            now = DISPATCHED.plus(Duration.ofMinutes(minutes));
            desk.review(now);
            if (minutes == 130) {
                desk = slaDesk(); // the engine was started again
            }
            int known = raised.size();
            List<CaseEventKind> marks = marks();
            for (CaseEventKind kind : marks.subList(known, marks.size())) {
                raised.add(kind.key() + " at " + minutes);
            }
        }

        assertThat(raised).containsExactly("due_soon at 100", "overdue at 120", "escalated at 180");
        assertThat(history().get(history().size() - 1).reason())
                .contains("150 % of the limit of 2 urgent_hour")
                .contains("to Bureau (01)");
    }

    @Test
    void aCaseSentBackHasItsTimeAnew() throws Exception {
        SlaDesk desk = slaDesk();
        now = DISPATCHED.plus(Duration.ofMinutes(119));
        desk.review(now);
        book.advance(file.id(), CaseState.HANDLED, "road patrol", "moved");
        book.advance(file.id(), CaseState.DISPATCHED, "engine", "still there");
        now = now.plus(Duration.ofMinutes(119));
        desk.review(now);

        assertThat(marks()).containsExactly(CaseEventKind.DUE_SOON, CaseEventKind.DUE_SOON);
    }

    @Test
    void aFreePlaceClosesTheCase() throws Exception {
        handled();
        Reverifier reverifier = reverifier();

        reverifier.review();
        reverifier.review();
        assertThat(asked).hasSize(1);
        asked.get(0)
                .accept(new PlaceCheck.Finding.Gone(
                        Cases.frame(MediaTime.ZERO), "the place was free in 4 of 4 seconds"));

        assertThat(state()).isEqualTo(CaseState.CLOSED);
        assertThat(history()).anySatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(CaseEventKind.REVERIFIED);
            assertThat(entry.reason()).isEqualTo("gone: the place was free in 4 of 4 seconds");
        });
        assertThat(changed).containsExactly(file.id());
    }

    @Test
    void aPlaceThatIsNotFreeSendsTheCaseBackAndIsLookedAtAgainAfterTheNextHandling() throws Exception {
        handled();
        Reverifier reverifier = reverifier();
        reverifier.review();
        asked.get(0).accept(new PlaceCheck.Finding.StillThere(Cases.frame(MediaTime.ZERO), "seen in 4 of 4 seconds"));
        assertThat(state()).isEqualTo(CaseState.DISPATCHED);

        reverifier.review();
        handled();
        reverifier.review();

        assertThat(asked).hasSize(2);
    }

    @Test
    void whatCannotBeSeenWaitsForAPerson() throws Exception {
        handled();
        Reverifier reverifier = reverifier();
        reverifier.review();
        asked.get(0).accept(new PlaceCheck.Finding.CannotSee(null, "the place was hidden"));
        reverifier.review();

        assertThat(state()).isEqualTo(CaseState.HANDLED);
        assertThat(asked).hasSize(1);
        assertThat(reverifierAsksAgainAfterARestart()).isFalse();
    }

    @Test
    void whatWasNotAnsweredWhenTheEngineStoppedIsAskedAgain() throws Exception {
        handled();
        reverifier().review();

        assertThat(reverifierAsksAgainAfterARestart()).isTrue();
    }

    private boolean reverifierAsksAgainAfterARestart() throws Exception {
        int before = asked.size();
        reverifier().review();
        return asked.size() > before;
    }

    private SlaDesk slaDesk() throws Exception {
        CityTables tables = CityTables.of(new ConfigLoader().parse("a.yaml", CITY));
        return new SlaDesk(book, tables.watch(), changed::add);
    }

    private Reverifier reverifier() {
        return new Reverifier(
                book,
                (of, answer) -> {
                    asked.add(answer);
                    return true;
                },
                changed::add);
    }

    private void handled() throws Exception {
        book.advance(file.id(), CaseState.HANDLED, "road patrol", "the car was towed");
    }

    private CaseState state() throws Exception {
        return book.find(file.id()).orElseThrow().file().state();
    }

    private List<HistoryEntry> history() throws Exception {
        return book.find(file.id()).orElseThrow().history();
    }

    private List<CaseEventKind> marks() throws Exception {
        return history().stream()
                .map(HistoryEntry::kind)
                .filter(kind -> kind != CaseEventKind.STATE)
                .toList();
    }
}
