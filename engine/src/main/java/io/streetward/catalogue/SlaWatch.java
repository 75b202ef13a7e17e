package io.streetward.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what is to be raised about a case's time. It remembers nothing: what has been raised is given in from the record,
 * so asking again, after a restart too, raises nothing twice.
 */
public final class SlaWatch {
    private final EventCatalogue catalogue;
    private final SlaClock clock;
    private final EscalationPolicy policy;

    public SlaWatch(EventCatalogue catalogue, SlaClock clock, EscalationPolicy policy) {
        this.catalogue = catalogue;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * What is due by now and not yet raised, in the order in which it came due. After a pause, overdue and every
     * escalation that came due are raised, but no warning any more: there is nothing left to be warned of.
     */
    public List<SlaMark> due(SlaSubject subject, Instant now) {
        Optional<TimeLimit> limit = catalogue.limit(subject.event());
        if (limit.isEmpty() || subject.state() != SlaState.RUNNING) {
            return List.of();
        }
        Look look = new Look(subject, limit.get(), clock.elapsed(subject.run(), now, limit.get()));
        List<SlaMark> due = new ArrayList<>();
        if (!look.reached(100)) {
            look.add(due, SlaMark.Kind.WARNING, 0, policy.warnPercent(), null);
        }
        look.add(due, SlaMark.Kind.OVERDUE, 0, 100, null);
        for (int i = 0; i < policy.steps().size(); i++) {
            EscalationPolicy.Step step = policy.steps().get(i);
            look.add(due, SlaMark.Kind.ESCALATION, i + 1, step.percent(), step.to());
        }
        return due;
    }

    /** One case at one moment. */
    private final class Look {
        private final SlaSubject subject;
        private final TimeLimit limit;
        private final Duration elapsed;

        Look(SlaSubject subject, TimeLimit limit, Duration elapsed) {
            this.subject = subject;
            this.limit = limit;
            this.elapsed = elapsed;
        }

        boolean reached(int percent) {
            return elapsed.compareTo(needed(percent)) >= 0;
        }

        void add(List<SlaMark> due, SlaMark.Kind kind, int step, int percent, @Nullable Department to) {
            String key = key(kind, step);
            if (reached(percent)
                    && !subject.raised().contains(key)
                    && clock.reached(subject.run(), limit.kind(), needed(percent)) instanceof Deadline.At at) {
                due.add(new SlaMark(key, subject.caseId(), kind, step, percent, at.moment(), to, limit, elapsed));
            }
        }

        private Duration needed(int percent) {
            // Upwards to the next millisecond, the clock's unit: never before its time.
            return Duration.ofMillis((clock.length(limit).toMillis() * percent + 99) / 100);
        }

        private String key(SlaMark.Kind kind, int step) {
            return subject.caseId() + "/" + subject.run().start().toEpochMilli() + "/"
                    + (kind == SlaMark.Kind.ESCALATION
                            ? "escalation-" + step
                            : kind.name().toLowerCase(Locale.ROOT));
        }
    }
}
