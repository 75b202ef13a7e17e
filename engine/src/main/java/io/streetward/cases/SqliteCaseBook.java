package io.streetward.cases;

import io.streetward.rules.EventKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The case book in one SQLite file, with its write-ahead log synced at every commit.
 *
 * <p>One connection, used by one thread at a time: SQLite has one writer anyway, and a book of tens of thousands of
 * cases answers in well under a millisecond.
 */
public final class SqliteCaseBook implements CaseBook {
    /** The actor of what the engine enters by itself. */
    static final String ENGINE = "engine";

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private final SqliteDatabase database;
    private final Jdbi jdbi;
    private final Clock clock;
    private final Object oneAtATime = new Object();

    private SqliteCaseBook(SqliteDatabase database, Clock clock) {
        this.database = database;
        this.jdbi = Jdbi.create(database.connection());
        this.clock = clock;
    }

    /**
     * Opens the book, making it and its folder when there is none, checking and migrating it when there is one.
     *
     * @throws CaseBookException when the file is damaged, locked, not writable, of a newer version or in use by another
     *     engine
     */
    public static SqliteCaseBook open(Path file, Clock clock) throws CaseBookException {
        return open(file, clock, BUSY_TIMEOUT);
    }

    static SqliteCaseBook open(Path file, Clock clock, Duration busyTimeout) throws CaseBookException {
        return new SqliteCaseBook(SqliteDatabase.open(file, busyTimeout), clock);
    }

    @Override
    public CaseFile file(CaseFile file) throws CaseBookException {
        return transaction("cannot enter case " + file.id(), handle -> {
            if (CaseRows.insert(handle, file) == 0) {
                return byStay(handle, file.stayId())
                        .orElseThrow(() -> new CaseBookException("case id " + file.id() + " is taken by another stay"));
            }
            CaseRows.insertHistory(
                    handle, file.id(), file.filedAt(), file.state(), ENGINE, String.join("; ", file.reasons()));
            return file;
        });
    }

    @Override
    public CaseFile resolve(CaseId id, Resolution resolution, String reason) throws CaseBookException {
        return transaction("cannot resolve case " + id, handle -> {
            CaseFile before = byId(handle, id).orElseThrow(() -> noSuchCase(id));
            if (!before.state().mayBecome(CaseState.RESOLVED)) {
                return before;
            }
            handle.createUpdate("""
                            UPDATE cases SET state = :state, last_seen_at = :last_seen_at,
                              last_seen_pts_us = :last_seen_pts_us, final_dwell_us = :final_dwell_us
                            WHERE case_id = :case_id
                            """)
                    .bind("state", CaseState.RESOLVED.key())
                    .bind("last_seen_at", Columns.utc(resolution.lastSeen().at()))
                    .bind("last_seen_pts_us", resolution.lastSeen().pts().micros())
                    .bind("final_dwell_us", Columns.micros(resolution.dwell()))
                    .bind("case_id", id.value())
                    .execute();
            CaseRows.insertHistory(handle, id, clock.instant(), CaseState.RESOLVED, ENGINE, reason);
            return byId(handle, id).orElseThrow();
        });
    }

    @Override
    public CaseFile join(CaseId id, String reason) throws CaseBookException {
        return transaction("cannot enter what was seen again of case " + id, handle -> {
            CaseFile file = byId(handle, id).orElseThrow(() -> noSuchCase(id));
            CaseRows.insertHistory(handle, id, clock.instant(), file.state(), ENGINE, reason);
            return file;
        });
    }

    @Override
    public void addAnnouncement(CaseId id, AnnouncementEntry announcement) throws CaseBookException {
        transaction("cannot enter an announcement of case " + id, handle -> {
            CaseRows.insert(handle, id, announcement);
            return id;
        });
    }

    @Override
    public void addEvidence(CaseId id, List<EvidenceItem> items, EvidenceStatus status) throws CaseBookException {
        transaction("cannot enter evidence of case " + id, handle -> {
            for (EvidenceItem item : items) {
                CaseRows.insert(handle, id, item);
            }
            int found = handle.createUpdate("UPDATE cases SET evidence_state = :state, evidence_notes = :notes"
                            + " WHERE case_id = :case_id")
                    .bind("state", status.state().key())
                    .bind("notes", Columns.json(status.notes()))
                    .bind("case_id", id.value())
                    .execute();
            if (found == 0) {
                throw noSuchCase(id);
            }
            return id;
        });
    }

    @Override
    public Optional<CaseDossier> find(CaseId id) throws CaseBookException {
        return transaction("cannot read case " + id, handle -> {
            CaseFile file = byId(handle, id).orElse(null);
            if (file == null) {
                return Optional.empty();
            }
            EvidenceStatus status = of(handle, "SELECT * FROM cases WHERE case_id = :id", id)
                    .map((row, context) -> CaseRows.evidenceStatus(row))
                    .one();
            return Optional.of(new CaseDossier(
                    file,
                    status,
                    of(handle, "SELECT * FROM evidence WHERE case_id = :id ORDER BY seq", id)
                            .map((row, context) -> CaseRows.evidence(row))
                            .list(),
                    of(handle, "SELECT * FROM announcements WHERE case_id = :id ORDER BY seq", id)
                            .map((row, context) -> CaseRows.announcement(row))
                            .list(),
                    of(handle, "SELECT * FROM case_history WHERE case_id = :id ORDER BY seq", id)
                            .map((row, context) -> CaseRows.history(row))
                            .list()));
        });
    }

    @Override
    public Optional<CaseFile> findByStay(UUID stayId) throws CaseBookException {
        return transaction("cannot be read", handle -> byStay(handle, stayId));
    }

    @Override
    public List<CaseFile> latest(int limit) throws CaseBookException {
        return transaction(
                "cannot be read",
                handle -> handle.createQuery("SELECT * FROM cases ORDER BY filed_at DESC, case_id DESC LIMIT :limit")
                        .bind("limit", limit)
                        .map((row, context) -> CaseRows.caseFile(row))
                        .list());
    }

    @Override
    public List<CaseFile> withPendingEvidence() throws CaseBookException {
        return transaction(
                "cannot be read",
                handle -> handle.createQuery(
                                "SELECT * FROM cases WHERE evidence_state = :pending ORDER BY filed_at, case_id")
                        .bind("pending", EvidenceStatus.State.PENDING.key())
                        .map((row, context) -> CaseRows.caseFile(row))
                        .list());
    }

    @Override
    public List<CaseFile> open(int limit) throws CaseBookException {
        return transaction(
                "cannot be read",
                handle -> handle.createQuery("SELECT * FROM cases WHERE state = :filed"
                                + " ORDER BY filed_at DESC, case_id DESC LIMIT :limit")
                        .bind("filed", CaseState.FILED.key())
                        .bind("limit", limit)
                        .map((row, context) -> CaseRows.caseFile(row))
                        .list());
    }

    @Override
    public List<CaseFile> resolvedSince(EventKind kind, Instant from) throws CaseBookException {
        return transaction(
                "cannot be read",
                handle -> handle.createQuery("SELECT * FROM cases WHERE last_seen_at >= :from"
                                + " AND event_kind = :kind AND state = :resolved"
                                + " ORDER BY last_seen_at DESC LIMIT 1000")
                        .bind("from", Columns.utc(from))
                        .bind("kind", kind.id())
                        .bind("resolved", CaseState.RESOLVED.key())
                        .map((row, context) -> CaseRows.caseFile(row))
                        .list());
    }

    @Override
    public void beat(Instant now) throws CaseBookException {
        transaction(
                "cannot be written",
                handle -> handle.createUpdate("INSERT INTO engine_alive (id, at)"
                                + " VALUES (1, :at) ON CONFLICT (id) DO UPDATE SET at = excluded.at")
                        .bind("at", Columns.utc(now))
                        .execute());
    }

    @Override
    public Optional<Instant> lastBeat() throws CaseBookException {
        return transaction(
                "cannot be read",
                handle -> handle.createQuery("SELECT at FROM engine_alive WHERE id = 1")
                        .mapTo(String.class)
                        .findOne()
                        .map(Instant::parse));
    }

    @Override
    public SealLedger seals() {
        return new SqliteSealLedger(this);
    }

    @Override
    public void close() {
        synchronized (oneAtATime) {
            database.close();
        }
    }

    private static Optional<CaseFile> byId(Handle handle, CaseId id) {
        return of(handle, "SELECT * FROM cases WHERE case_id = :id", id)
                .map((row, context) -> CaseRows.caseFile(row))
                .findOne();
    }

    private static Optional<CaseFile> byStay(Handle handle, UUID stayId) {
        return handle.createQuery("SELECT * FROM cases WHERE stay_id = :stay")
                .bind("stay", stayId.toString())
                .map((row, context) -> CaseRows.caseFile(row))
                .findOne();
    }

    private static Query of(Handle handle, String sql, CaseId id) {
        return handle.createQuery(sql).bind("id", id.value());
    }

    private static CaseBookException noSuchCase(CaseId id) {
        return new CaseBookException("there is no case " + id);
    }

    <T extends @Nullable Object> T transaction(String doing, Work<T> work) throws CaseBookException {
        synchronized (oneAtATime) {
            try {
                return jdbi.inTransaction(work::in);
            } catch (JdbiException e) {
                throw SqliteErrors.explain(database.file(), doing, e);
            }
        }
    }

    /** What is done within one transaction. */
    interface Work<T extends @Nullable Object> {
        T in(Handle handle) throws CaseBookException;
    }
}
