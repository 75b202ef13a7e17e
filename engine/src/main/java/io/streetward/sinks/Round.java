package io.streetward.sinks;

import io.streetward.cases.CaseEvent;
import io.streetward.cases.CaseId;
import io.streetward.cases.PendingDelivery;
import io.streetward.cases.Settlement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A batch of events being told to a sink, case by case: what became of each is collected as it happens. Once the sink cannot
 * be reached, or the engine stops, the rest is left untried. Several threads may each tell a case.
 */
final class Round {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    private final SinkSetup setup;
    private final Suspects suspects;
    private final SinkMeters meters;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<CaseId, List<PendingDelivery>> cases = new LinkedHashMap<>();
    private final Map<Long, Settlement> settled = new LinkedHashMap<>();
    private boolean answered;
    private @Nullable String unreachable;
    private volatile boolean over;

    Round(
            SinkSetup setup,
            Suspects suspects,
            SinkMeters meters,
            Clock clock,
            RandomGenerator random,
            List<PendingDelivery> batch) {
        this.setup = setup;
        this.suspects = suspects;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
        for (PendingDelivery pending : batch) {
            cases.computeIfAbsent(pending.event().caseId(), id -> new ArrayList<>())
                    .add(pending);
        }
    }

    /** Each a case's events in order, for one thread. */
    Collection<List<PendingDelivery>> cases() {
        return cases.values();
    }

    /** Tells the events of one case in order, as far as they go. */
    void tell(List<PendingDelivery> ofOneCase) throws InterruptedException {
        boolean held = ofOneCase.get(0).heldBack();
        for (PendingDelivery pending : ofOneCase) {
            if (held) {
                settle(new Settlement.Waiting(pending.event(), pending.attempts(), clock.instant(), ""));
            } else if (!wanted(pending.event())) {
                settle(new Settlement.Skipped(pending.event()));
            } else if (over) {
                return;
            } else {
                Settlement settlement = settlementOf(pending, attempt(pending.event()));
                settle(settlement);
                held = settlement instanceof Settlement.Waiting;
            }
        }
    }

    /** Leaves the rest untried. */
    void end() {
        over = true;
    }

    /** What became of the events so far; of those still in a thread's hands nothing is said. */
    synchronized List<Settlement> settlements() {
        return List.copyOf(settled.values());
    }

    /** Whether the sink gave an answer to any event. */
    synchronized boolean wasAnswered() {
        return answered;
    }

    /** Why the sink could not be reached; null when it could. */
    synchronized @Nullable String unreachable() {
        return unreachable;
    }

    private boolean wanted(CaseEvent event) {
        try {
            return setup.filter().wants(event);
        } catch (RuntimeException e) {
            return true; // not to be read: the sink refuses it, and it ends among the dead, where a person sees it
        }
    }

    private Outcome attempt(CaseEvent event) throws InterruptedException {
        try {
            return setup.sink().deliver(event);
        } catch (RuntimeException e) {
            // A fault of ours in writing this one event down must not stop the others.
            LOG.warn("sink {}: event {} could not be told", setup.id(), event.key(), e);
            return new Outcome.Refused("it could not be written down: " + e);
        }
    }

    private Settlement settlementOf(PendingDelivery pending, Outcome outcome) {
        CaseEvent event = pending.event();
        if (outcome instanceof Outcome.Delivered) {
            meters.delivered();
            suspects.delivered(event.number());
            answered();
            return new Settlement.Delivered(event);
        } else if (outcome instanceof Outcome.Refused refused) {
            answered();
            return refused(pending, refused.reason());
        }
        String reason = ((Outcome.Unreachable) outcome).reason();
        meters.unreachable();
        if (suspects.failedOn(event.number())) {
            return refused(pending, "others were taken, but on this one: " + reason);
        }
        lost(reason);
        return new Settlement.Waiting(event, pending.attempts(), clock.instant(), reason);
    }

    private Settlement refused(PendingDelivery pending, String reason) {
        meters.refused();
        int attempts = pending.attempts() + 1;
        if (attempts >= setup.retry().refusals()) {
            meters.dead();
            return new Settlement.Dead(pending.event(), attempts, reason);
        }
        Instant due = clock.instant().plus(setup.retry().after(attempts, random));
        return new Settlement.Waiting(pending.event(), attempts, due, reason);
    }

    private synchronized void settle(Settlement settlement) {
        settled.put(settlement.event().number(), settlement);
    }

    private synchronized void answered() {
        answered = true;
    }

    private synchronized void lost(String reason) {
        unreachable = reason;
        over = true;
    }
}
