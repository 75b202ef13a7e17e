package io.streetward.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseEvent;
import io.streetward.cases.DeliveryLedger;
import io.streetward.cases.PendingDelivery;
import io.streetward.cases.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains one sink's share of the outbox, a turn at a time, on one thread; it sleeps nowhere, so a simulated clock can drive it.
 *
 * <p>A turn tells a batch of what is due again and a batch of what is new, and enters what became of them in one short
 * transaction each; a crash in between has at most two batches told twice, with the same keys. What could not be entered (the
 * disk is full) is kept and entered before anything else is told. While the sink is out of reach a turn makes one attempt: by
 * turns with the earliest new event and with those that wait, so that one event which the receiver fails on does not pass for
 * an outage.
 */
public final class SinkDrain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkDrain.class);

    /** Events a transaction settles: at a few milliseconds an event, about a second's work. */
    static final int BATCH = 64;
    /** How many of those that wait take turns as probes. */
    private static final int PROBES = 8;
    /** A second process may have entered a replay: the case book is looked at again after this. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Duration BACKLOG_EVERY = Duration.ofSeconds(5);

    private final SinkSetup setup;
    private final DeliveryLedger ledger;
    private final Clock clock;
    private final RandomGenerator random;
    private final SinkMeters meters;
    private final Reach reach;
    private final Suspects suspects = new Suspects();
    private final Lanes lanes;
    private @Nullable Unentered unentered;
    private Instant backlogReadAt = Instant.MIN;
    private boolean refusing;
    private boolean bookFails;

    /** What became of a batch and is not on record yet. */
    private record Unentered(List<Settlement> settlements, long position) {}

    /**
     * Puts the sink on record when it is new.
     *
     * @throws CaseBookException when the case book cannot be read or written
     */
    public SinkDrain(
            SinkSetup setup, DeliveryLedger ledger, Clock clock, RandomGenerator random, MeterRegistry registry)
            throws CaseBookException {
        this.setup = setup;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
        ledger.register(setup.id(), setup.fromBeginning());
        this.meters = new SinkMeters(registry, setup.id(), clock, ledger.backlog(setup.id()));
        this.reach = new Reach(setup.id(), setup.retry(), clock, random);
        this.lanes = new Lanes(setup.id(), setup.parallel());
    }

    /**
     * Does what is to be done now, up to two batches.
     *
     * @return how long there is nothing to do unless something happens; zero when there is more
     * @throws InterruptedException when the caller was interrupted; what became of events is on record
     */
    public Duration turn() throws InterruptedException {
        Duration pause = reach.pause();
        if (!pause.isZero()) {
            return pause;
        }
        try {
            enter();
            setup.sink().tend();
            int done = reach.isDown() ? probe() : deliverDue(BATCH) + (reach.isDown() ? 0 : deliverFresh(BATCH));
            readBacklog();
            bookWorks();
            return done == 0 ? untilDue() : reach.pause();
        } catch (CaseBookException e) {
            bookFails(e);
            return IDLE;
        }
    }

    /** How the sink is doing; for any thread. */
    public SinkStatus status() {
        Reach.Down down = reach.down();
        return new SinkStatus(
                setup.id(), down == null ? null : down.since(), down == null ? "" : down.reason(), meters.backlog());
    }

    String id() {
        return setup.id();
    }

    /** Takes leave of the sink, within about a second. */
    @Override
    public void close() {
        lanes.close();
        setup.sink().close();
    }

    private int probe() throws CaseBookException, InterruptedException {
        int done = reach.failures() % 2 == 0 ? deliverFresh(1) : 0;
        return done > 0 ? done : probeDue();
    }

    private int probeDue() throws CaseBookException, InterruptedException {
        List<PendingDelivery> due = ledger.due(setup.id(), clock.instant(), PROBES);
        if (due.isEmpty()) {
            return deliverFresh(1);
        }
        Round round = tell(List.of(due.get(reach.failures() / 2 % due.size())));
        settle(round, round.settlements(), 0);
        return 1;
    }

    private int deliverDue(int limit) throws CaseBookException, InterruptedException {
        List<PendingDelivery> due = ledger.due(setup.id(), clock.instant(), limit);
        if (!due.isEmpty()) {
            Round round = tell(due);
            settle(round, round.settlements(), 0);
        }
        return due.size();
    }

    private int deliverFresh(int limit) throws CaseBookException, InterruptedException {
        List<PendingDelivery> fresh = ledger.fresh(setup.id(), limit);
        if (!fresh.isEmpty()) {
            Round round = tell(fresh);
            List<Settlement> all = new ArrayList<>(round.settlements());
            Set<CaseEvent> settled = all.stream().map(Settlement::event).collect(Collectors.toSet());
            for (PendingDelivery left : fresh) {
                if (!settled.contains(left.event())) {
                    all.add(new Settlement.Waiting(left.event(), 0, clock.instant(), ""));
                }
            }
            settle(round, all, fresh.get(fresh.size() - 1).event().number());
        }
        return fresh.size();
    }

    private Round tell(List<PendingDelivery> batch) {
        Round round = new Round(setup, suspects, meters, clock, random, batch);
        if (lanes.run(round, reach.isDown())) {
            Thread.currentThread().interrupt();
        }
        return round;
    }

    private void settle(Round round, List<Settlement> settlements, long position)
            throws CaseBookException, InterruptedException {
        boolean interrupted = Thread.interrupted();
        unentered = new Unentered(settlements, position);
        enter();
        note(settlements);
        String unreachable = round.unreachable();
        if (unreachable != null) {
            reach.failed(unreachable);
        } else if (round.wasAnswered()) {
            reach.reached();
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    private void enter() throws CaseBookException {
        Unentered now = unentered;
        if (now != null) {
            ledger.settle(setup.id(), now.settlements(), now.position(), clock.instant());
            unentered = null;
        }
    }

    private Duration untilDue() throws CaseBookException {
        Instant now = clock.instant();
        return ledger.nextDue(setup.id())
                .map(due -> Duration.between(now, due))
                .filter(wait -> wait.compareTo(IDLE) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(IDLE);
    }

    private void readBacklog() throws CaseBookException {
        Instant now = clock.instant();
        if (Duration.between(backlogReadAt, now).compareTo(BACKLOG_EVERY) >= 0) {
            meters.backlog(ledger.backlog(setup.id()));
            backlogReadAt = now;
        }
    }

    private void note(List<Settlement> settlements) {
        boolean delivered = false;
        long dead = 0;
        String reason = "";
        for (Settlement settlement : settlements) {
            if (settlement instanceof Settlement.Delivered) {
                delivered = true;
            } else if (settlement instanceof Settlement.Dead d) {
                dead++;
                reason = d.reason();
            } else if (settlement instanceof Settlement.Waiting w && w.attempts() > 0) {
                reason = w.reason();
            }
        }
        if (!reason.isEmpty() && !refusing) {
            LOG.warn(
                    "sink {} refuses events: {}; each is tried {} times",
                    id(),
                    reason,
                    setup.retry().refusals());
        }
        if (dead > 0) {
            LOG.warn("sink {}: {} events given up, the last for: {}; they can be replayed", id(), dead, reason);
        }
        refusing = !reason.isEmpty() || (refusing && !delivered);
    }

    private void bookFails(CaseBookException e) {
        if (!bookFails) {
            LOG.warn("sink {} waits, for the case book cannot be read or written: {}", id(), e.getMessage());
        }
        bookFails = true;
    }

    private void bookWorks() {
        if (bookFails) {
            LOG.info("sink {} goes on: the case book works again", id());
        }
        bookFails = false;
    }
}
