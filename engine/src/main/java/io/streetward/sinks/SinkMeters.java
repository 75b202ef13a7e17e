package io.streetward.sinks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.cases.SinkBacklog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** The figures of one sink; those of the backlog are as old as its last look at the case book. */
final class SinkMeters {
    private final Counter delivered;
    private final Counter refused;
    private final Counter dead;
    private final Counter unreachable;
    private volatile SinkBacklog backlog;

    SinkMeters(MeterRegistry meters, String sink, Clock clock, SinkBacklog start) {
        this.backlog = start;
        this.delivered = counter(meters, sink, "delivered");
        this.refused = counter(meters, sink, "refused");
        this.dead = counter(meters, sink, "dead");
        this.unreachable = counter(meters, sink, "unreachable");
        gauge(meters, sink, "pending", "events it has not been told of", SinkBacklog::pending);
        gauge(meters, sink, "dead", "events given up", SinkBacklog::dead);
        gauge(meters, sink, "oldest.seconds", "age of the earliest pending event", now -> age(now, clock));
    }

    void delivered() {
        delivered.increment();
    }

    void refused() {
        refused.increment();
    }

    void dead() {
        dead.increment();
    }

    void unreachable() {
        unreachable.increment();
    }

    void backlog(SinkBacklog now) {
        backlog = now;
    }

    SinkBacklog backlog() {
        return backlog;
    }

    private static double age(SinkBacklog backlog, Clock clock) {
        Instant oldest = backlog.oldestPendingAt();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1e3);
    }

    private static Counter counter(MeterRegistry meters, String sink, String outcome) {
        return Counter.builder("streetward.delivery.attempts")
                .description("case events told to a sink, by what came of it; dead: given up")
                .tag("sink", sink)
                .tag("outcome", outcome)
                .register(meters);
    }

    private void gauge(
            MeterRegistry meters, String sink, String name, String what, ToDoubleFunction<SinkBacklog> value) {
        Gauge.builder("streetward.delivery." + name, this, held -> value.applyAsDouble(held.backlog))
                .description(what)
                .tag("sink", sink)
                .strongReference(true)
                .register(meters);
    }
}
