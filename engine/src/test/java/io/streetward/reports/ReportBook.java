package io.streetward.reports;

import static io.streetward.cases.AnnouncementOutcome.FAILED;
import static io.streetward.cases.AnnouncementOutcome.SPOKEN;
import static io.streetward.cases.CaseState.CLOSED;
import static io.streetward.cases.CaseState.DISPATCHED;
import static io.streetward.cases.CaseState.EVALUATED;
import static io.streetward.cases.CaseState.FILED;
import static io.streetward.cases.CaseState.HANDLED;
import static io.streetward.cases.CaseState.NEEDS_REVIEW;
import static io.streetward.cases.EvidenceStatus.State.COMPLETE;
import static io.streetward.cases.EvidenceStatus.State.PARTIAL;
import static io.streetward.cases.Verdict.RejectReason.DUPLICATE;
import static io.streetward.cases.Verdict.RejectReason.FALSE_DETECTION;
import static io.streetward.cases.Verdict.RejectReason.PERMITTED;
import static io.streetward.rules.EventKind.ILLEGAL_PARKING;
import static io.streetward.rules.EventKind.MUD_TRACKING;
import static io.streetward.rules.EventKind.ROAD_SPILLAGE;
import static io.streetward.rules.EventKind.STREET_VENDING;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.SqlCaseBook;
import io.streetward.rules.EventKind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A book small enough to count by hand: fourteen cases of two days in Shanghai (c-01 to c-14), each on another path through
 * its life, three of the two days before (b-01 to b-03), and one of the day after (a-01).
 */
public final class ReportBook {
    public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    public static final Period PERIOD =
            new Period(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"), SHANGHAI);

    /** Noon of the day after, in Shanghai. */
    public static final Instant AS_OF = Instant.parse("2026-11-26T04:00:00Z");

    private static final String D24 = "2026-11-24T";
    private static final String D25 = "2026-11-25T";

    private final CaseBook book;
    private final MovingClock clock = new MovingClock();

    private ReportBook(Path file) throws CaseBookException {
        book = SqlCaseBook.openSqlite(file, clock);
    }

    /** Writes the book and leaves it open, as an engine does. */
    public static CaseBook write(Path file) throws CaseBookException {
        ReportBook made = new ReportBook(file);
        made.before();
        made.firstDay();
        made.secondDay();
        made.report("a-01", "cam-a", ILLEGAL_PARKING, "2026-11-26T00:00").go(FILED, "2026-11-26T00:01");
        return made.book;
    }

    private void before() throws CaseBookException {
        report("b-01", "cam-a", ILLEGAL_PARKING, "2026-11-22T09:00")
                .evidence(COMPLETE)
                .go(FILED, "2026-11-22T09:01")
                .go(DISPATCHED, "2026-11-22T09:10")
                .go(HANDLED, D25 + "08:00") // later than the moment at which the period before is looked at
                .go(CLOSED, D25 + "09:00");
        report("b-02", "cam-b", STREET_VENDING, "2026-11-23T10:00")
                .evidence(COMPLETE)
                .rejected(FALSE_DETECTION, "2026-11-23T10:30");
        report("b-03", "cam-a", ILLEGAL_PARKING, "2026-11-23T23:30")
                .evidence(COMPLETE)
                .go(FILED, "2026-11-23T23:31")
                .go(DISPATCHED, "2026-11-23T23:35")
                .go(HANDLED, "2026-11-23T23:45")
                .go(CLOSED, "2026-11-23T23:50");
    }

    private void firstDay() throws CaseBookException {
        report("c-01", "cam-a", ILLEGAL_PARKING, D24 + "09:00")
                .evidence(COMPLETE)
                .go(FILED, D24 + "09:01")
                .go(DISPATCHED, D24 + "09:10")
                .go(HANDLED, D24 + "10:10")
                .go(CLOSED, D24 + "10:30")
                .go(EVALUATED, D24 + "11:00");
        report("c-02", "cam-a", ILLEGAL_PARKING, D24 + "09:30")
                .evidence(PARTIAL)
                .go(FILED, D24 + "09:31")
                .go(DISPATCHED, D24 + "09:40")
                .overdue(D24 + "11:40")
                .go(HANDLED, D24 + "13:40")
                .go(CLOSED, D24 + "14:00");
        report("c-03", "cam-a", ILLEGAL_PARKING, D24 + "10:00")
                .announced(SPOKEN, D24 + "10:00:30")
                .evidence(COMPLETE)
                .go(FILED, D24 + "10:01")
                .left(D24 + "10:02");
        report("c-04", "cam-b", STREET_VENDING, D24 + "10:30")
                .announced(SPOKEN, D24 + "10:30:10")
                .evidence(COMPLETE)
                .go(FILED, D24 + "10:31")
                .go(DISPATCHED, D24 + "10:40")
                .go(HANDLED, D24 + "11:40")
                .go(DISPATCHED, D24 + "12:00")
                .go(HANDLED, D24 + "13:00")
                .go(CLOSED, D24 + "13:10");
        report("c-05", "cam-b", STREET_VENDING, D24 + "11:00")
                .announced(SPOKEN, D24 + "11:00:10")
                .go(NEEDS_REVIEW, D24 + "11:01")
                .rejected(FALSE_DETECTION, D24 + "11:30");
        report("c-06", "cam-b", STREET_VENDING, D24 + "12:00")
                .evidence(COMPLETE)
                .go(NEEDS_REVIEW, D24 + "12:01")
                .confirmed(D24 + "12:20")
                .go(DISPATCHED, D24 + "12:30")
                .go(FILED, D24 + "13:00"); // the department says it is another's
        report("c-07", "cam-c", ROAD_SPILLAGE, D24 + "23:59:59")
                .evidence(COMPLETE)
                .go(FILED, D25 + "00:05")
                .go(DISPATCHED, D25 + "00:10")
                .go(HANDLED, D25 + "01:10");
    }

    private void secondDay() throws CaseBookException {
        report("c-08", "cam-c", ROAD_SPILLAGE, D25 + "00:00")
                .evidence(COMPLETE)
                .go(FILED, D25 + "00:01")
                .go(DISPATCHED, D25 + "00:10")
                .go(HANDLED, D25 + "01:00")
                .go(CLOSED, D25 + "01:30")
                .go(DISPATCHED, D25 + "09:00"); // it was not gone after all
        report("c-09", "cam-a", ILLEGAL_PARKING, D25 + "08:00")
                .announced(SPOKEN, D25 + "08:00:10")
                .evidence(COMPLETE)
                .go(FILED, D25 + "08:01")
                .left(D25 + "08:10")
                .go(CLOSED, D25 + "09:00");
        report("c-10", "cam-a", ILLEGAL_PARKING, D25 + "09:00");
        report("c-11", "cam-c", MUD_TRACKING, D25 + "10:00")
                .evidence(COMPLETE)
                .go(FILED, D25 + "10:01")
                .go(DISPATCHED, D25 + "10:10")
                .rejected(DUPLICATE, D25 + "10:20");
        report("c-12", "cam-c", ROAD_SPILLAGE, D25 + "11:00")
                .evidence(COMPLETE)
                .go(FILED, D25 + "11:01")
                .go(NEEDS_REVIEW, D25 + "11:05")
                .rejected(PERMITTED, D25 + "11:10")
                .go(NEEDS_REVIEW, D25 + "11:20")
                .confirmed(D25 + "11:30");
        report("c-13", "cam-b", STREET_VENDING, D25 + "12:00")
                .announced(SPOKEN, D25 + "12:00:10")
                .evidence(COMPLETE)
                .go(FILED, D25 + "12:00:30")
                .left(D25 + "12:01")
                .go(DISPATCHED, D25 + "12:10"); // to be fined all the same
        report("c-14", "cam-a", ILLEGAL_PARKING, D25 + "13:00")
                .announced(FAILED, D25 + "13:00:10")
                .evidence(COMPLETE)
                .go(FILED, D25 + "13:01")
                .go(DISPATCHED, D25 + "13:02")
                .left(D25 + "13:05")
                .go(HANDLED, D25 + "13:32")
                .go(CLOSED, D25 + "14:00");
    }

    private CaseScript report(String id, String camera, EventKind kind, String local) throws CaseBookException {
        return CaseScript.report(book, clock, SHANGHAI, id, camera, kind, local);
    }
}
