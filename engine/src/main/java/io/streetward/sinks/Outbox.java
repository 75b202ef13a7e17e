package io.streetward.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.DeliveryLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all sinks what happens to cases, each on threads of its own, so that none waits for another. At least once, and in
 * order per case; see {@link DeliveryLedger} for what is on record meanwhile.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** A sink takes leave within a second; half of one is for what is in flight. */
    private static final Duration CLOSING = Duration.ofMillis(1_500);

    private final List<SinkThread> threads;

    private Outbox(List<SinkThread> threads) {
        this.threads = List.copyOf(threads);
    }

    /**
     * Starts to drain. All sinks are closed when this fails, and when it is closed.
     *
     * @throws CaseBookException when a sink cannot be put on record
     */
    public static Outbox start(DeliveryLedger ledger, List<SinkSetup> sinks, Clock clock, MeterRegistry meters)
            throws CaseBookException {
        List<SinkThread> threads = new ArrayList<>();
        boolean complete = false;
        try {
            for (SinkSetup setup : sinks) {
                threads.add(new SinkThread(new SinkDrain(setup, ledger, clock, RandomGenerator.getDefault(), meters)));
            }
            warnOfStrangers(ledger, sinks);
            complete = true;
        } finally {
            if (!complete) {
                sinks.forEach(setup -> setup.sink().close());
            }
        }
        threads.forEach(SinkThread::start);
        return new Outbox(threads);
    }

    /** Says that something has happened to a case. Never blocks. */
    public void wake() {
        threads.forEach(SinkThread::wake);
    }

    /** How each sink is doing, in the order of the configuration. */
    public List<SinkStatus> status() {
        return threads.stream().map(SinkThread::status).toList();
    }

    /** Stops within two seconds; what is not told by then is told after the next start. */
    @Override
    public void close() {
        threads.forEach(SinkThread::requestStop);
        long deadline = System.nanoTime() + CLOSING.toNanos();
        threads.forEach(thread -> thread.await(deadline));
    }

    private static void warnOfStrangers(DeliveryLedger ledger, List<SinkSetup> sinks) throws CaseBookException {
        List<String> strangers = new ArrayList<>(ledger.sinks());
        strangers.removeAll(sinks.stream().map(SinkSetup::id).toList());
        if (!strangers.isEmpty()) {
            LOG.warn(
                    "sinks on record but not configured: {}; events are kept for them until they are configured again or"
                            + " forgotten (deliveries --forget)",
                    String.join(", ", strangers));
        }
    }
}
