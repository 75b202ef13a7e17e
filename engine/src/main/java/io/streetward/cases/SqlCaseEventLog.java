package io.streetward.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The log in the case book's own database; an event is written in the transaction of what it tells of. */
final class SqlCaseEventLog implements CaseEventLog {
    private final SqlDatabase database;

    SqlCaseEventLog(SqlDatabase database) {
        this.database = database;
    }

    /** Enters an event; numbers have no gaps, for there is one writer. */
    static void append(Handle handle, CaseDossier dossier, CaseChange change, CasePayload payload) {
        CaseId id = dossier.file().id();
        int inCase = handle.createQuery("SELECT COUNT(*) + 1 FROM case_events WHERE case_id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .one();
        String key = id + "-" + inCase;
        handle.createUpdate("INSERT INTO case_events (number, event_key, case_id, kind, at, payload)"
                        + " SELECT COALESCE(MAX(number), 0) + 1, :key, :id, :kind, :at, :payload FROM case_events")
                .bind("key", key)
                .bind("id", id.value())
                .bind("kind", change.kind().key())
                .bind("at", Columns.utc(change.at()))
                .bind("payload", payload.of(key, dossier, change))
                .execute();
    }

    @Override
    public List<CaseEvent> after(long number, int limit) throws CaseBookException {
        return database.transaction(
                "cannot be read",
                handle -> handle.createQuery(
                                "SELECT * FROM case_events WHERE number > :number ORDER BY number LIMIT :limit")
                        .bind("number", number)
                        .bind("limit", limit)
                        .map((row, context) -> event(row))
                        .list());
    }

    @Override
    public long newest() throws CaseBookException {
        return database.transaction(
                "cannot be read",
                handle -> handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM case_events")
                        .mapTo(Long.class)
                        .one());
    }

    static CaseEvent event(ResultSet row) throws SQLException {
        return new CaseEvent(
                row.getLong("number"),
                row.getString("event_key"),
                new CaseId(row.getString("case_id")),
                CaseEventKind.ofKey(row.getString("kind")),
                Instant.parse(row.getString("at")),
                row.getString("payload"));
    }
}
