package io.streetward.cases;

import java.time.Clock;
import org.jdbi.v3.core.Handle;

/** What happens to a case within a transaction: each step is on record, in its history and in the log for others. */
final class CaseLife {
    private final Clock clock;
    private final CasePayload payload;

    CaseLife(Clock clock, CasePayload payload) {
        this.clock = clock;
        this.payload = payload;
    }

    CaseFile step(Handle handle, CaseFile before, CaseState to, String actor, String reason) throws CaseBookException {
        if (!before.state().mayBecome(to)) {
            throw new TransitionRefusedException(before, to);
        }
        if (reason.isBlank()) {
            throw new CaseBookException("case " + before.id() + " cannot become " + to.key() + " without a reason");
        }
        handle.createUpdate("UPDATE cases SET state = :state WHERE case_id = :case_id")
                .bind("state", to.key())
                .bind("case_id", before.id().value())
                .execute();
        CaseFile after = CaseQueries.require(handle, before.id());
        return happened(handle, after, now(CaseEventKind.STATE, actor, reason));
    }

    /** What left while its evidence was being looked at goes on by itself. */
    CaseFile resolveWhatHasLeft(Handle handle, CaseFile filed) throws CaseBookException {
        Resolution left = filed.resolution();
        if (left == null) {
            return filed;
        }
        String reason = "left by itself after " + left.dwell().toSeconds() + " s";
        return step(handle, filed, CaseState.RESOLVED, SqlCaseBook.ENGINE, reason);
    }

    CaseChange now(CaseEventKind kind, String actor, String reason) {
        return new CaseChange(kind, clock.instant(), actor, reason);
    }

    /** Writes down what changed in the case's history, and tells of it. */
    CaseFile happened(Handle handle, CaseFile file, CaseChange change) throws CaseBookException {
        CaseRows.insertHistory(handle, file.id(), file.state(), change);
        tell(handle, file.id(), change);
        return file;
    }

    /** Writes down for others what changed, and how the case is now. */
    void tell(Handle handle, CaseId id, CaseChange change) throws CaseBookException {
        CaseDossier dossier = CaseQueries.dossier(handle, id).orElseThrow(() -> CaseQueries.noSuchCase(id));
        SqlCaseEventLog.append(handle, dossier, change, payload);
    }
}
