package io.streetward.sinks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseEvent;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.Cases;
import io.streetward.cases.DeliveryLedger;
import io.streetward.cases.SqlCaseBook;
import io.streetward.media.MediaTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** A case book in a folder, a clock that is moved by hand, and sinks drained a turn at a time. */
final class OutboxRig implements AutoCloseable {
    static final RetrySettings RETRY = new RetrySettings(Duration.ofSeconds(2), Duration.ofMinutes(5), 3);

    final MovingClock clock = new MovingClock(Instant.parse("2026-11-24T04:00:00Z"));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final HonestReceiver receiver = new HonestReceiver();
    private final Path folder;
    private final Random random = new Random(7);
    private SqlCaseBook book;
    private int cases;

    OutboxRig(Path folder) throws CaseBookException {
        this.folder = folder;
        this.book = SqlCaseBook.openSqlite(folder.resolve("cases.db"), clock);
    }

    SqlCaseBook book() {
        return book;
    }

    DeliveryLedger ledger() {
        return book.deliveries();
    }

    /** Files a case: one event. */
    CaseId file() throws CaseBookException {
        CaseId id = new CaseId(String.format(Locale.ROOT, "case-%05d", ++cases));
        book.file(Cases.caseFile(id, Cases.stay(new UUID(1, cases), MediaTime.ZERO, Duration.ofSeconds(30))));
        return id;
    }

    /** A case with three events: reported, announced, filed. */
    CaseId caseOfThree() throws CaseBookException {
        CaseId id = file();
        book.note(id, CaseEventKind.ANNOUNCED, "engine", "spoken");
        book.advance(id, CaseState.FILED, "engine", "the evidence meets the conditions");
        return id;
    }

    SinkDrain drain(String id) throws CaseBookException {
        return drain(id, 1, EventFilter.ALL);
    }

    SinkDrain drain(String id, int parallel, EventFilter filter) throws CaseBookException {
        return drain(id, parallel, filter, ledger());
    }

    SinkDrain drain(String id, int parallel, EventFilter filter, DeliveryLedger ledger) throws CaseBookException {
        return new SinkDrain(new SinkSetup(id, receiver, filter, RETRY, parallel, true), ledger, clock, random, meters);
    }

    /** Takes turns until there is nothing to do at this moment. */
    void settle(SinkDrain drain) throws InterruptedException {
        while (drain.turn().isZero()) {
            // the clock stands, so this ends
        }
    }

    /** Takes turns for a time, as a thread would. */
    void run(SinkDrain drain, Duration time) throws InterruptedException {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            clock.move(drain.turn());
        }
    }

    List<CaseEvent> events() throws CaseBookException {
        return book.events().after(0, 100_000);
    }

    void reopen() throws CaseBookException {
        book.close();
        book = SqlCaseBook.openSqlite(folder.resolve("cases.db"), clock);
    }

    @Override
    public void close() {
        book.close();
    }
}
