package io.streetward.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The ledger in the case book's own database; every call is one short transaction. */
final class SqlDeliveryLedger implements DeliveryLedger {
    private static final String EARLIEST_OF_ITS_CASE = """
            d.sink_id = :sink AND d.state = 'waiting' AND NOT EXISTS (
                SELECT 1 FROM deliveries b WHERE b.sink_id = d.sink_id AND b.case_id = d.case_id
                AND b.state = 'waiting' AND b.number < d.number)
            """;
    private static final String DUE = "SELECT e.*, d.attempts, 0 AS held FROM deliveries d"
            + " JOIN case_events e ON e.number = d.number WHERE " + EARLIEST_OF_ITS_CASE
            + " AND d.due_at <= :now ORDER BY d.number LIMIT :limit";
    private static final String FRESH = """
            SELECT e.*, 0 AS attempts, (SELECT COUNT(*) FROM deliveries b
                WHERE b.sink_id = :sink AND b.case_id = e.case_id AND b.state = 'waiting') AS held
            FROM case_events e WHERE e.number > (SELECT position FROM sinks WHERE sink_id = :sink)
            ORDER BY e.number LIMIT :limit
            """;
    private static final String BACKLOG = """
            SELECT s.*,
                (SELECT COUNT(*) FROM deliveries d WHERE d.sink_id = s.sink_id AND d.state = 'waiting') AS waiting,
                (SELECT COUNT(*) FROM deliveries d WHERE d.sink_id = s.sink_id AND d.state = 'dead') AS dead,
                (SELECT COUNT(*) FROM case_events e WHERE e.number > s.position) AS fresh,
                (SELECT MIN(d.number) FROM deliveries d WHERE d.sink_id = s.sink_id AND d.state = 'waiting') AS first,
                (SELECT MIN(e.number) FROM case_events e WHERE e.number > s.position) AS next
            FROM sinks s WHERE s.sink_id = :sink
            """;
    private static final String PUT = """
            INSERT INTO deliveries (sink_id, number, case_id, state, attempts, due_at, reason)
            VALUES (:sink, :number, :case_id, :state, :attempts, :due_at, :reason)
            ON CONFLICT (sink_id, number) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
                due_at = excluded.due_at, reason = excluded.reason
            """;
    private static final String AGAIN = """
            INSERT INTO deliveries (sink_id, number, case_id, state, attempts, due_at, reason)
            SELECT s.sink_id, e.number, e.case_id, 'waiting', 0, :now, '' FROM sinks s, case_events e
            WHERE s.sink_id = :sink AND e.number <= s.position AND %s
            ON CONFLICT (sink_id, number) DO UPDATE SET state = excluded.state, attempts = 0,
                due_at = excluded.due_at, reason = ''
            """;

    private final SqlDatabase book;

    SqlDeliveryLedger(SqlDatabase book) {
        this.book = book;
    }

    @Override
    public void register(String sink, boolean fromBeginning) throws CaseBookException {
        String position = fromBeginning ? "0" : "(SELECT COALESCE(MAX(number), 0) FROM case_events)";
        book.transaction(
                "cannot enter sink " + sink,
                handle -> handle.createUpdate("INSERT INTO sinks (sink_id, position, delivered) VALUES (:sink, "
                                + position + ", 0) ON CONFLICT (sink_id) DO NOTHING")
                        .bind("sink", sink)
                        .execute());
    }

    @Override
    public List<String> sinks() throws CaseBookException {
        return read(handle -> handle.createQuery("SELECT sink_id FROM sinks ORDER BY sink_id")
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<PendingDelivery> due(String sink, Instant now, int limit) throws CaseBookException {
        return read(handle -> pending(handle.createQuery(DUE).bind("sink", sink).bind("now", Columns.utc(now)), limit));
    }

    @Override
    public Optional<Instant> nextDue(String sink) throws CaseBookException {
        return read(handle -> handle.createQuery("SELECT d.due_at FROM deliveries d WHERE " + EARLIEST_OF_ITS_CASE
                        + " ORDER BY d.due_at LIMIT 1")
                .bind("sink", sink)
                .mapTo(String.class)
                .findOne()
                .map(Instant::parse));
    }

    @Override
    public List<PendingDelivery> fresh(String sink, int limit) throws CaseBookException {
        return read(handle -> pending(handle.createQuery(FRESH).bind("sink", sink), limit));
    }

    @Override
    public void settle(String sink, List<Settlement> settlements, long position, Instant now) throws CaseBookException {
        book.transaction("cannot enter what was delivered to " + sink, handle -> {
            try (PreparedBatch put = handle.prepareBatch(PUT);
                    PreparedBatch drop =
                            handle.prepareBatch("DELETE FROM deliveries WHERE sink_id = :sink AND number = :number")) {
                for (Settlement settlement : settlements) {
                    if (settlement instanceof Settlement.Waiting w) {
                        bind(put, sink, w.event(), "waiting", w.attempts(), w.dueAt(), w.reason());
                    } else if (settlement instanceof Settlement.Dead d) {
                        bind(put, sink, d.event(), "dead", d.attempts(), now, d.reason());
                    } else {
                        drop.bind("sink", sink)
                                .bind("number", settlement.event().number())
                                .add();
                    }
                }
                put.execute();
                drop.execute();
            }
            long told = settlements.stream()
                    .filter(Settlement.Delivered.class::isInstance)
                    .count();
            return handle.createUpdate("UPDATE sinks SET delivered = delivered + :told,"
                            + " position = CASE WHEN position < :position THEN :position ELSE position END,"
                            + " last_delivered_at = CASE WHEN :told > 0 THEN :now ELSE last_delivered_at END"
                            + " WHERE sink_id = :sink")
                    .bind("sink", sink)
                    .bind("told", told)
                    .bind("position", position)
                    .bind("now", Columns.utc(now))
                    .execute();
        });
    }

    @Override
    public SinkBacklog backlog(String sink) throws CaseBookException {
        return read(handle -> handle.createQuery(BACKLOG)
                .bind("sink", sink)
                .map((row, context) -> backlog(handle, row))
                .findOne()
                .orElseThrow(() -> noSuchSink(sink)));
    }

    @Override
    public List<DeadLetter> dead(String sink, int limit) throws CaseBookException {
        return read(handle -> handle.createQuery("SELECT e.*, d.attempts, d.due_at, d.reason FROM deliveries d"
                        + " JOIN case_events e ON e.number = d.number WHERE d.sink_id = :sink AND d.state = 'dead'"
                        + " ORDER BY d.number DESC LIMIT :limit")
                .bind("sink", sink)
                .bind("limit", limit)
                .map((row, context) -> new DeadLetter(
                        SqlCaseEventLog.event(row),
                        row.getInt("attempts"),
                        Instant.parse(row.getString("due_at")),
                        row.getString("reason")))
                .list());
    }

    @Override
    public int replay(String sink, ReplayRange range, Instant now) throws CaseBookException {
        return book.transaction("cannot enter what is to be told again", handle -> {
            requireSink(handle, sink);
            String which;
            @Nullable String value;
            if (range instanceof ReplayRange.OfCase of) {
                which = "e.case_id = :value";
                value = of.id().value();
            } else if (range instanceof ReplayRange.Since since) {
                which = "e.at >= :value";
                value = Columns.utc(since.at());
            } else {
                which = "e.number IN (SELECT number FROM deliveries WHERE sink_id = :value AND state = 'dead')";
                value = sink;
            }
            return handle.createUpdate(AGAIN.formatted(which))
                    .bind("sink", sink)
                    .bind("now", Columns.utc(now))
                    .bind("value", value)
                    .execute();
        });
    }

    @Override
    public void forget(String sink) throws CaseBookException {
        book.transaction("cannot strike sink " + sink + " off", handle -> {
            requireSink(handle, sink);
            handle.execute("DELETE FROM deliveries WHERE sink_id = ?", sink);
            return handle.execute("DELETE FROM sinks WHERE sink_id = ?", sink);
        });
    }

    @Override
    public Optional<Long> oldestNeeded() throws CaseBookException {
        return read(handle -> handle.createQuery("""
                        SELECT MIN(number) AS number FROM (
                            SELECT MIN(number) AS number FROM deliveries
                            UNION ALL
                            SELECT MIN(e.number) FROM case_events e
                            WHERE e.number > (SELECT MIN(position) FROM sinks)) needed
                        """)
                .map((row, context) -> {
                    long number = row.getLong("number");
                    return row.wasNull() ? Optional.<Long>empty() : Optional.of(number);
                })
                .one());
    }

    private static List<PendingDelivery> pending(Query query, int limit) {
        return query.bind("limit", limit)
                .map((row, context) -> new PendingDelivery(
                        SqlCaseEventLog.event(row), row.getInt("attempts"), row.getLong("held") > 0))
                .list();
    }

    private static void bind(
            PreparedBatch batch, String sink, CaseEvent event, String state, int attempts, Instant at, String reason) {
        batch.bind("sink", sink)
                .bind("number", event.number())
                .bind("case_id", event.caseId().value())
                .bind("state", state)
                .bind("attempts", attempts)
                .bind("due_at", Columns.utc(at))
                .bind("reason", reason)
                .add();
    }

    private static SinkBacklog backlog(Handle handle, ResultSet row) throws SQLException {
        long waiting = row.getLong("waiting");
        long first = row.getLong("first");
        long next = row.getLong("next");
        long oldest = first == 0 ? next : next == 0 ? first : Math.min(first, next);
        @Nullable
        String oldestAt = handle.createQuery("SELECT at FROM case_events WHERE number = :number")
                .bind("number", oldest)
                .mapTo(String.class)
                .findOne()
                .orElse(null);
        return new SinkBacklog(
                row.getString("sink_id"),
                row.getLong("position"),
                row.getLong("fresh") + waiting,
                waiting,
                row.getLong("dead"),
                row.getLong("delivered"),
                Columns.instantOrNull(row.getString("last_delivered_at")),
                Columns.instantOrNull(oldestAt));
    }

    private static void requireSink(Handle handle, String sink) throws CaseBookException {
        if (handle.createQuery("SELECT sink_id FROM sinks WHERE sink_id = :sink")
                .bind("sink", sink)
                .mapTo(String.class)
                .findOne()
                .isEmpty()) {
            throw noSuchSink(sink);
        }
    }

    private static CaseBookException noSuchSink(String sink) {
        return new CaseBookException("no sink \"" + sink + "\" is on record; an engine enters it when it starts");
    }

    private <T> T read(SqlDatabase.Work<T> work) throws CaseBookException {
        return book.transaction("cannot be read", work);
    }
}
