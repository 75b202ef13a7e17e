package io.streetward.tools.prove;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.DeadLetter;
import io.streetward.cases.DeliveryLedger;
import io.streetward.cases.PendingDelivery;
import io.streetward.cases.ReplayRange;
import io.streetward.cases.Settlement;
import io.streetward.cases.SinkBacklog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A ledger of a process that is killed after telling a batch and before entering it, at the n-th batch. */
final class ForgetfulLedger implements DeliveryLedger {
    /** The process is gone. */
    static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final DeliveryLedger ledger;
    private int batchesToLive;

    ForgetfulLedger(DeliveryLedger ledger, int batchesToLive) {
        this.ledger = ledger;
        this.batchesToLive = batchesToLive;
    }

    @Override
    public void settle(String sink, List<Settlement> settlements, long position, Instant now) throws CaseBookException {
        if (--batchesToLive < 0) {
            throw new KilledException();
        }
        ledger.settle(sink, settlements, position, now);
    }

    @Override
    public void register(String sink, boolean fromBeginning) throws CaseBookException {
        ledger.register(sink, fromBeginning);
    }

    @Override
    public List<String> sinks() throws CaseBookException {
        return ledger.sinks();
    }

    @Override
    public List<PendingDelivery> due(String sink, Instant now, int limit) throws CaseBookException {
        return ledger.due(sink, now, limit);
    }

    @Override
    public Optional<Instant> nextDue(String sink) throws CaseBookException {
        return ledger.nextDue(sink);
    }

    @Override
    public List<PendingDelivery> fresh(String sink, int limit) throws CaseBookException {
        return ledger.fresh(sink, limit);
    }

    @Override
    public SinkBacklog backlog(String sink) throws CaseBookException {
        return ledger.backlog(sink);
    }

    @Override
    public List<DeadLetter> dead(String sink, int limit) throws CaseBookException {
        return ledger.dead(sink, limit);
    }

    @Override
    public int replay(String sink, ReplayRange range, Instant now) throws CaseBookException {
        return ledger.replay(sink, range, now);
    }

    @Override
    public void forget(String sink) throws CaseBookException {
        ledger.forget(sink);
    }

    @Override
    public Optional<Long> oldestNeeded() throws CaseBookException {
        return ledger.oldestNeeded();
    }
}
