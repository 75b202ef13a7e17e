package io.streetward.cases;

import io.streetward.rules.EventKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The case book in an SQL database. What happens to a case and the event that tells of it are one transaction. */
public final class SqlCaseBook implements CaseBook {
    /** The actor of what the engine enters by itself. */
    public static final String ENGINE = "engine";

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private final SqlDatabase database;
    private final CaseLife life;
    private final CaseReader reader;
    /** A handful, for as long as the book is open: those who deliver. */
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    SqlCaseBook(SqlDatabase database, Clock clock, CasePayload payload) {
        this.database = database;
        this.life = new CaseLife(clock, payload);
        this.reader = new SqlCaseReader(database);
    }

    /**
     * Opens the book in one SQLite file, making it and its folder when there is none, checking and migrating it when there
     * is one.
     *
     * @throws CaseBookException when the file is damaged, locked, not writable, of a newer version or in use by another
     *     engine
     */
    public static SqlCaseBook openSqlite(Path file, Clock clock) throws CaseBookException {
        return openSqlite(file, clock, new CasePayloadJson());
    }

    /**
     * The same, with a way of one's own to write cases down for others.
     *
     * @throws CaseBookException as above
     */
    public static SqlCaseBook openSqlite(Path file, Clock clock, CasePayload payload) throws CaseBookException {
        return new SqlCaseBook(SqliteDatabase.open(file, BUSY_TIMEOUT), clock, payload);
    }

    /**
     * Opens the book in one schema of a PostgreSQL server, making it when there is none, checking and migrating it when there
     * is one.
     *
     * @param payload how cases are written down for others
     * @throws CaseBookException when the server cannot be reached or refuses, or the book is of a newer version or in use by
     *     another engine
     */
    public static SqlCaseBook openPostgres(PostgresSettings settings, Clock clock, CasePayload payload)
            throws CaseBookException {
        return new SqlCaseBook(PostgresDatabase.open(settings, PostgresLimits.DEFAULT), clock, payload);
    }

    /**
     * Opens the book beside an engine that may be running, for a command: SQLite lets one of the two write at a time, and
     * each waits for the other. The file is neither made nor migrated.
     *
     * @throws CaseBookException when there is no such file, or it is not of this version
     */
    public static SqlCaseBook openSqliteBeside(Path file, Clock clock) throws CaseBookException {
        return new SqlCaseBook(SqliteDatabase.openBeside(file, BUSY_TIMEOUT), clock, new CasePayloadJson());
    }

    static SqlCaseBook openSqlite(Path file, Clock clock, Duration busyTimeout) throws CaseBookException {
        return new SqlCaseBook(SqliteDatabase.open(file, busyTimeout), clock, new CasePayloadJson());
    }

    @Override
    public CaseFile file(CaseFile file) throws CaseBookException {
        return change("cannot enter case " + file.id(), handle -> {
            if (CaseRows.insert(handle, file) == 0) {
                return CaseQueries.byStay(handle, file.stayId())
                        .orElseThrow(() -> new CaseBookException("case id " + file.id() + " is taken by another stay"));
            }
            CaseChange change =
                    new CaseChange(CaseEventKind.STATE, file.filedAt(), ENGINE, String.join("; ", file.reasons()));
            return life.happened(handle, file, change);
        });
    }

    @Override
    public CaseFile advance(CaseId id, CaseState to, String actor, String reason) throws CaseBookException {
        return change("cannot advance case " + id, handle -> {
            CaseFile advanced = life.step(handle, CaseQueries.require(handle, id), to, actor, reason);
            return to == CaseState.FILED ? life.resolveWhatHasLeft(handle, advanced) : advanced;
        });
    }

    @Override
    public CaseFile resolve(CaseId id, Resolution resolution, String reason) throws CaseBookException {
        return change("cannot resolve case " + id, handle -> {
            CaseFile before = CaseQueries.require(handle, id);
            if (before.resolution() != null) {
                return before;
            }
            handle.createUpdate("UPDATE cases SET last_seen_at = :at, last_seen_pts_us = :pts_us,"
                            + " final_dwell_us = :dwell_us WHERE case_id = :case_id")
                    .bind("at", Columns.utc(resolution.lastSeen().at()))
                    .bind("pts_us", resolution.lastSeen().pts().micros())
                    .bind("dwell_us", Columns.micros(resolution.dwell()))
                    .bind("case_id", id.value())
                    .execute();
            CaseFile left = CaseQueries.require(handle, id);
            return left.state() == CaseState.FILED
                    ? life.step(handle, left, CaseState.RESOLVED, ENGINE, reason)
                    : life.happened(handle, left, life.now(CaseEventKind.LEFT, ENGINE, reason));
        });
    }

    @Override
    public CaseFile join(CaseId id, String reason) throws CaseBookException {
        return note(id, CaseEventKind.JOINED, ENGINE, reason);
    }

    @Override
    public CaseFile note(CaseId id, CaseEventKind kind, String actor, String reason) throws CaseBookException {
        if (kind == CaseEventKind.STATE) {
            throw new IllegalArgumentException("a state is advanced, not noted");
        }
        return change(
                "cannot enter a note on case " + id,
                handle -> life.happened(handle, CaseQueries.require(handle, id), life.now(kind, actor, reason)));
    }

    @Override
    public CaseFile judge(CaseId id, Verdict verdict) throws CaseBookException {
        return change("cannot enter a verdict on case " + id, handle -> {
            CaseFile before = CaseQueries.require(handle, id);
            CaseRows.insert(handle, id, verdict);
            Verdict.RejectReason rejected = verdict.reason();
            String said = (rejected == null ? "confirmed" : "rejected, " + rejected.key())
                    + (verdict.comment().isBlank() ? "" : ": " + verdict.comment());
            CaseState to = rejected == null ? CaseState.FILED : CaseState.REJECTED;
            if (rejected == null && before.state() != CaseState.NEEDS_REVIEW) {
                // A case on its way is confirmed where it stands.
                return life.happened(
                        handle, before, new CaseChange(CaseEventKind.JUDGED, verdict.at(), verdict.actor(), said));
            }
            CaseFile after = life.step(handle, before, to, verdict.actor(), said);
            return to == CaseState.FILED ? life.resolveWhatHasLeft(handle, after) : after;
        });
    }

    @Override
    public void addAnnouncement(CaseId id, AnnouncementEntry announcement) throws CaseBookException {
        change("cannot enter an announcement of case " + id, handle -> {
            CaseRows.insert(handle, id, announcement);
            life.tell(
                    handle,
                    id,
                    life.now(
                            CaseEventKind.ANNOUNCED,
                            ENGINE,
                            announcement.outcome().key()));
            return id;
        });
    }

    @Override
    public void addEvidence(CaseId id, List<EvidenceItem> items, EvidenceStatus status) throws CaseBookException {
        change("cannot enter evidence of case " + id, handle -> {
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
                throw CaseQueries.noSuchCase(id);
            }
            life.tell(
                    handle,
                    id,
                    life.now(CaseEventKind.EVIDENCE, ENGINE, status.state().key()));
            return id;
        });
    }

    @Override
    public Optional<CaseDossier> find(CaseId id) throws CaseBookException {
        return reader.find(id);
    }

    @Override
    public Optional<CaseFile> findByStay(UUID stayId) throws CaseBookException {
        return reader.findByStay(stayId);
    }

    @Override
    public List<CaseFile> latest(int limit) throws CaseBookException {
        return reader.latest(limit);
    }

    @Override
    public List<CaseFile> inState(CaseState state, int limit) throws CaseBookException {
        return reader.inState(state, limit);
    }

    @Override
    public List<CaseId> reportedBetween(Instant from, Instant to) throws CaseBookException {
        return reader.reportedBetween(from, to);
    }

    @Override
    public void eachReportedBetween(Instant from, Instant to, Consumer<CaseDossier> each) throws CaseBookException {
        reader.eachReportedBetween(from, to, each);
    }

    @Override
    public List<CaseFile> withPendingEvidence() throws CaseBookException {
        return reader.withPendingEvidence();
    }

    @Override
    public List<CaseFile> open(int limit) throws CaseBookException {
        return reader.open(limit);
    }

    @Override
    public List<CaseFile> leftSince(EventKind kind, Instant from) throws CaseBookException {
        return reader.leftSince(kind, from);
    }

    @Override
    public void beat(Instant now) throws CaseBookException {
        database.transaction(
                "cannot be written",
                handle -> handle.createUpdate("INSERT INTO engine_alive (id, at)"
                                + " VALUES (1, :at) ON CONFLICT (id) DO UPDATE SET at = excluded.at")
                        .bind("at", Columns.utc(now))
                        .execute());
    }

    @Override
    public Optional<Instant> lastBeat() throws CaseBookException {
        return reader.lastBeat();
    }

    @Override
    public SealLedger seals() {
        return new SqlSealLedger(database);
    }

    @Override
    public CaseEventLog events() {
        return new SqlCaseEventLog(database);
    }

    @Override
    public DeliveryLedger deliveries() {
        return new SqlDeliveryLedger(database);
    }

    @Override
    public void onEvents(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        database.close();
    }

    /** Does what others are to be told of; they hear of it once it is durable. */
    private <T> T change(String doing, SqlDatabase.Work<T> work) throws CaseBookException {
        T done = database.transaction(doing, work);
        listeners.forEach(Runnable::run);
        return done;
    }
}
