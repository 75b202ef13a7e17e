package io.streetward.cases;

import io.streetward.rules.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What is asked of the case book. */
final class CaseQueries {
    private CaseQueries() {}

    static Optional<CaseFile> byId(Handle handle, CaseId id) {
        return of(handle, "SELECT * FROM cases WHERE case_id = :id", id)
                .map((row, context) -> CaseRows.caseFile(row))
                .findOne();
    }

    static CaseFile require(Handle handle, CaseId id) throws CaseBookException {
        return byId(handle, id).orElseThrow(() -> noSuchCase(id));
    }

    static CaseBookException noSuchCase(CaseId id) {
        return new CaseBookException("there is no case " + id);
    }

    static Optional<CaseFile> byStay(Handle handle, UUID stayId) {
        return handle.createQuery("SELECT * FROM cases WHERE stay_id = :stay")
                .bind("stay", stayId.toString())
                .map((row, context) -> CaseRows.caseFile(row))
                .findOne();
    }

    static Optional<CaseDossier> dossier(Handle handle, CaseId id) {
        return byId(handle, id)
                .map(file -> new CaseDossier(
                        file,
                        of(handle, "SELECT * FROM cases WHERE case_id = :id", id)
                                .map((row, context) -> CaseRows.evidenceStatus(row))
                                .one(),
                        of(handle, "SELECT * FROM evidence WHERE case_id = :id ORDER BY seq", id)
                                .map((row, context) -> CaseRows.evidence(row))
                                .list(),
                        of(handle, "SELECT * FROM announcements WHERE case_id = :id ORDER BY seq", id)
                                .map((row, context) -> CaseRows.announcement(row))
                                .list(),
                        of(handle, "SELECT * FROM case_history WHERE case_id = :id ORDER BY seq", id)
                                .map((row, context) -> CaseRows.history(row))
                                .list(),
                        of(handle, "SELECT * FROM verdicts WHERE case_id = :id ORDER BY seq", id)
                                .map((row, context) -> CaseRows.verdict(row))
                                .list()));
    }

    static List<CaseFile> latest(Handle handle, int limit) {
        return files(handle.createQuery("SELECT * FROM cases ORDER BY filed_at DESC, case_id DESC LIMIT :limit")
                .bind("limit", limit));
    }

    static List<CaseFile> inState(Handle handle, CaseState state, int limit) {
        return files(
                handle.createQuery("SELECT * FROM cases WHERE state = :state ORDER BY filed_at, case_id LIMIT :limit")
                        .bind("state", state.key())
                        .bind("limit", limit));
    }

    static List<CaseId> reportedBetween(Handle handle, Instant from, Instant to) {
        return handle.createQuery("SELECT case_id FROM cases WHERE filed_at >= :from AND filed_at < :to"
                        + " ORDER BY filed_at, case_id")
                .bind("from", Columns.utc(from))
                .bind("to", Columns.utc(to))
                .map((row, context) -> new CaseId(row.getString("case_id")))
                .list();
    }

    static List<CaseFile> withPendingEvidence(Handle handle) {
        return files(
                handle.createQuery("SELECT * FROM cases WHERE evidence_state = :pending ORDER BY filed_at, case_id")
                        .bind("pending", EvidenceStatus.State.PENDING.key()));
    }

    /** What has left is not watched any more, nor what a person found to be no case. */
    static List<CaseFile> open(Handle handle, int limit) {
        return files(handle.createQuery("SELECT * FROM cases WHERE last_seen_at IS NULL"
                        + " AND state NOT IN (:closed, :evaluated, :rejected)"
                        + " ORDER BY filed_at DESC, case_id DESC LIMIT :limit")
                .bind("closed", CaseState.CLOSED.key())
                .bind("evaluated", CaseState.EVALUATED.key())
                .bind("rejected", CaseState.REJECTED.key())
                .bind("limit", limit));
    }

    static List<CaseFile> leftSince(Handle handle, EventKind kind, Instant from) {
        return files(handle.createQuery("SELECT * FROM cases WHERE last_seen_at >= :from AND event_kind = :kind"
                        + " AND state <> :rejected ORDER BY last_seen_at DESC LIMIT 1000")
                .bind("from", Columns.utc(from))
                .bind("kind", kind.id())
                .bind("rejected", CaseState.REJECTED.key()));
    }

    private static List<CaseFile> files(Query query) {
        return query.map((row, context) -> CaseRows.caseFile(row)).list();
    }

    private static Query of(Handle handle, String sql, CaseId id) {
        return handle.createQuery(sql).bind("id", id.value());
    }
}
