package io.streetward.tools.prove;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.DeliveryLedger;
import io.streetward.cases.SinkBacklog;
import io.streetward.cases.SqlCaseBook;
import io.streetward.sinks.EventFilter;
import io.streetward.sinks.EvidenceFiles;
import io.streetward.sinks.RetrySettings;
import io.streetward.sinks.SinkDrain;
import io.streetward.sinks.SinkSetup;
import io.streetward.sinks.webhook.PictureSettings;
import io.streetward.sinks.webhook.WebhookSettings;
import io.streetward.sinks.webhook.WebhookSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A receiver that is down for a day of cases, on a simulated clock; see {@link DeliveryCommand}. */
final class DeliveryProof {
    private static final String SINK = "city";
    /** The day is lived through in this many parts, each with its share of the cases. */
    private static final int PARTS = 48;

    private static final int PARALLEL = 4;
    private static final int DEATHS = 5;

    private final Path folder;
    private final int cases;
    private final Duration down;
    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-24T00:00:00Z"));

    DeliveryProof(Path folder, int cases, Duration down) {
        this.folder = folder;
        this.cases = cases;
        this.down = down;
    }

    /**
     * What came of it.
     *
     * @param attempts posts answered with 503
     * @param inOrder cases whose events all came, in order
     * @param drain wall time of catching up
     */
    record Tally(
            int cases,
            int events,
            int keys,
            int inOrder,
            int repeats,
            int attempts,
            SinkBacklog backlog,
            Duration drain) {
        boolean good() {
            return keys == events && inOrder == cases && backlog.pending() == 0 && backlog.dead() == 0;
        }

        String text() {
            double seconds = Math.max(1, drain.toMillis()) / 1e3;
            return String.format(
                    "cases %d, events %d%n"
                            + "delivered %d of %d events, lost %d%n"
                            + "cases complete and in order %d of %d%n"
                            + "twice at a receiver that honours the key 0; posts with a key it knew %d%n"
                            + "posts turned away with 503 while it was down %d; given up %d; still pending %d%n"
                            + "caught up in %.1f s of real time, %.0f events a second%n%s%n",
                    cases,
                    events,
                    keys,
                    events,
                    events - keys,
                    inOrder,
                    cases,
                    repeats,
                    attempts,
                    backlog.dead(),
                    backlog.pending(),
                    seconds,
                    keys / seconds,
                    good() ? "kept" : "BROKEN");
        }
    }

    Tally run() throws IOException, CaseBookException, InterruptedException {
        try (CityReceiver receiver = new CityReceiver();
                SqlCaseBook book = SqlCaseBook.openSqlite(folder.resolve("cases.db"), clock)) {
            SimulatedCases simulated = new SimulatedCases(book, clock);
            receiver.closePort();
            liveThroughTheDay(book, simulated, receiver);
            receiver.openPort(true);
            long before = System.nanoTime();
            catchUp(book, receiver);
            Duration drain = Duration.ofNanos(System.nanoTime() - before);
            List<Integer> complete =
                    IntStream.rangeClosed(1, SimulatedCases.EVENTS_EACH).boxed().toList();
            int inOrder = (int) receiver.sequences().values().stream()
                    .filter(complete::equals)
                    .count();
            return new Tally(
                    cases,
                    cases * SimulatedCases.EVENTS_EACH,
                    receiver.keys(),
                    inOrder,
                    receiver.repeats(),
                    receiver.turnedAway(),
                    book.deliveries().backlog(SINK),
                    drain);
        }
    }

    private void liveThroughTheDay(SqlCaseBook book, SimulatedCases simulated, CityReceiver receiver)
            throws IOException, CaseBookException, InterruptedException {
        try (SinkDrain drain = drain(book, receiver)) {
            int entered = 0;
            for (int part = 1; part <= PARTS; part++) {
                if (part == PARTS / 2) {
                    receiver.openPort(false);
                }
                int due = (int) ((long) cases * part / PARTS);
                simulated.enter(due - entered);
                entered = due;
                run(drain, down.dividedBy(PARTS));
            }
        }
    }

    /** Dies now and then with a batch told and not entered: the next drain knows of the book alone. */
    private void catchUp(SqlCaseBook book, CityReceiver receiver) throws CaseBookException, InterruptedException {
        Random random = new Random(1);
        for (int life = 0; life < DEATHS; life++) {
            try (SinkDrain drain = drain(new ForgetfulLedger(book.deliveries(), 2 + random.nextInt(5)), receiver)) {
                run(drain, Duration.ofMinutes(10));
            } catch (ForgetfulLedger.KilledException e) {
                // as if by kill -9: what it had told and not entered is told again
            }
        }
        try (SinkDrain drain = drain(book, receiver)) {
            run(drain, Duration.ofMinutes(10));
        }
    }

    private void run(SinkDrain drain, Duration time) throws InterruptedException {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            clock.move(drain.turn());
        }
    }

    private SinkDrain drain(SqlCaseBook book, CityReceiver receiver) throws CaseBookException {
        return drain(book.deliveries(), receiver);
    }

    private SinkDrain drain(DeliveryLedger ledger, CityReceiver receiver) throws CaseBookException {
        WebhookSink sink = new WebhookSink(
                new WebhookSettings(receiver.uri(), null, null, Duration.ofSeconds(10), PictureSettings.NONE),
                null,
                null,
                EvidenceFiles.NONE,
                clock);
        RetrySettings retry = new RetrySettings(Duration.ofSeconds(2), Duration.ofMinutes(5), 12);
        return new SinkDrain(
                new SinkSetup(SINK, sink, EventFilter.ALL, retry, PARALLEL, true),
                ledger,
                clock,
                new Random(2),
                new SimpleMeterRegistry());
    }
}
