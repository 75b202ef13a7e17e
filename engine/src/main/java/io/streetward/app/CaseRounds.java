package io.streetward.app;

import io.streetward.cases.CaseBookException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is looked after in the case book now and then: cases to look at again, and their time. For one thread. */
final class CaseRounds {
    private static final Logger LOG = LoggerFactory.getLogger(CaseRounds.class);
    private static final Duration REVERIFY_EVERY = Duration.ofSeconds(5);
    private static final Duration SLA_EVERY = Duration.ofSeconds(30);

    private final Reverifier reverifier;
    private final SlaDesk sla;
    private final Clock clock;
    private Instant nextReverify = Instant.MIN;
    private Instant nextSla = Instant.MIN;

    CaseRounds(Reverifier reverifier, SlaDesk sla, Clock clock) {
        this.reverifier = reverifier;
        this.sla = sla;
        this.clock = clock;
    }

    /** Does what is due; to be called every second or so. */
    void go() {
        Instant now = clock.instant();
        try {
            if (!now.isBefore(nextReverify)) {
                nextReverify = now.plus(REVERIFY_EVERY);
                reverifier.review();
            }
            if (!now.isBefore(nextSla)) {
                nextSla = now.plus(SLA_EVERY);
                sla.review(now);
            }
        } catch (CaseBookException | RuntimeException e) {
            // A repeated task that throws is never run again, and cameras are looked after in the same one.
            LOG.error("cases cannot be looked after: {}; trying again", e.getMessage());
        }
    }
}
