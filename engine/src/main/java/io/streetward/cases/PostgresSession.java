package io.streetward.cases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that holds the schema: an advisory lock is taken on it and lives exactly as long as it does, so what writes
 * is always what holds the lock.
 */
final class PostgresSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PostgresSession.class);
    /** The upper half of the advisory lock's key, "SWCB"; the lower half is the schema's oid. */
    private static final long LOCK_CLASS = 0x53574342L;

    private static final String KEY =
            "(" + (LOCK_CLASS << 32) + " | (SELECT oid::bigint FROM pg_namespace WHERE nspname = :schema))";

    /** A killed engine's session goes on until the server notices; a moment when it is on the same machine. */
    private static final Duration GOING = Duration.ofSeconds(1);

    private final Connection connection;
    private final Jdbi jdbi;
    private volatile long deadline = Long.MAX_VALUE;

    private PostgresSession(Connection connection) {
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
        jdbi.getConfig(SqlStatements.class).addCustomizer(new StatementCustomizer() {
            @Override
            public void beforeExecution(PreparedStatement statement, StatementContext context) throws SQLException {
                if (System.nanoTime() - deadline > 0) {
                    throw new SQLTimeoutException(
                            "the statements before this one took too long", PostgresErrors.CANCELLED);
                }
            }
        });
    }

    /**
     * Connects and takes the lock; what an earlier connection of the same {@code owner} has left on the server is ended first.
     *
     * @param owner of all connections of this engine, and of no other
     * @throws SQLException when the server cannot be reached or refuses
     * @throws CaseBookException when another engine holds the schema, or there is none
     */
    static PostgresSession open(PostgresSettings settings, PostgresLimits limits, String owner)
            throws SQLException, CaseBookException {
        Connection connection = settings.source(limits.silence()).getConnection();
        PostgresSession session = new PostgresSession(connection);
        try (Handle handle = session.jdbi.open()) {
            configure(handle, limits, owner);
            lock(handle, settings, owner, limits);
            return session;
        } catch (CaseBookException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A handle whose statements begin within {@code limit} from now, or not at all. */
    Handle handle(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        return jdbi.open();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("closing a connection", e);
        }
    }

    private static void configure(Handle handle, PostgresLimits limits, String owner) {
        handle.execute("SELECT set_config('application_name', ?, false)", owner);
        // A commit is answered when it is on disk, whatever the server, database or role say by default.
        handle.execute("SET synchronous_commit = on");
        handle.execute("SET statement_timeout = " + limits.statement().toMillis());
        handle.execute("SET lock_timeout = " + limits.statement().toMillis());
        // A machine that vanishes frees the schema within half a minute and not after TCP's two hours.
        handle.execute("SET idle_in_transaction_session_timeout = '30s'");
        handle.execute("SET tcp_keepalives_idle = 10");
        handle.execute("SET tcp_keepalives_interval = 5");
        handle.execute("SET tcp_keepalives_count = 3");
    }

    private static void lock(Handle handle, PostgresSettings settings, String owner, PostgresLimits limits)
            throws CaseBookException {
        if (tryLock(handle, settings)) {
            return;
        }
        // Our own, whose client side broke: it must end before another takes over, or it might still commit.
        handle.createQuery("SELECT pg_terminate_backend(pid, :wait_ms) FROM pg_stat_activity"
                        + " WHERE application_name = :owner AND pid <> pg_backend_pid()")
                .bind("wait_ms", limits.statement().toMillis() / 2)
                .bind("owner", owner)
                .mapTo(Boolean.class)
                .list();
        if (!lockWithin(GOING, handle, settings)) {
            throw new CaseBookException("another engine is using it" + holder(handle, settings)
                    + "; stop that one or give this one a schema of its own");
        }
    }

    private static boolean lockWithin(Duration wait, Handle handle, PostgresSettings settings)
            throws CaseBookException {
        for (long end = System.nanoTime() + wait.toNanos(); System.nanoTime() - end < 0; ) {
            if (tryLock(handle, settings)) {
                return true;
            }
            handle.execute("SELECT pg_sleep(0.05)");
        }
        return false;
    }

    private static boolean tryLock(Handle handle, PostgresSettings settings) throws CaseBookException {
        return handle.createQuery("SELECT pg_try_advisory_lock(" + KEY + ")")
                .bind("schema", settings.schema())
                .mapTo(Boolean.class)
                .findOne()
                .orElseThrow(() -> new CaseBookException("its schema is gone; restore it from a backup"));
    }

    private static String holder(Handle handle, PostgresSettings settings) {
        return handle.createQuery(
                        "SELECT ', connected from ' || COALESCE(host(client_addr), 'the server''s own machine')"
                                + " || ' since ' || to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC'"
                                + " FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND granted"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                                + " AND ((classid::bigint << 32) | objid::bigint) = " + KEY)
                .bind("schema", settings.schema())
                .mapTo(String.class)
                .findFirst()
                .orElse("");
    }
}
