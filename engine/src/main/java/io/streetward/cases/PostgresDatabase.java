package io.streetward.cases;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One schema of a PostgreSQL server, held by one engine over one connection, used by one thread at a time: the book has one
 * writer, and whoever lost the connection has lost the book.
 *
 * <p>A lost connection is made anew. What is known not to have been committed is done again, once; what may have been is
 * looked up first, so nothing is entered twice.
 *
 * <p>How long a call may take: {@link PostgresLimits}.
 */
final class PostgresDatabase implements SqlDatabase {
    private static final Logger log = LoggerFactory.getLogger(PostgresDatabase.class);

    private final PostgresSettings settings;
    private final PostgresLimits limits;
    private final String owner;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable PostgresSession session;
    private @Nullable Refusal refusal;
    private boolean closed;

    private PostgresDatabase(PostgresSettings settings, PostgresLimits limits, String owner, PostgresSession session) {
        this.settings = settings;
        this.limits = limits;
        this.owner = owner;
        this.session = session;
    }

    /**
     * Connects, takes the schema for this engine and brings its tables up to date.
     *
     * @throws CaseBookException with what stands in the way and what to do
     */
    static PostgresDatabase open(PostgresSettings settings, PostgresLimits limits) throws CaseBookException {
        String owner = "streetward " + UUID.randomUUID();
        try {
            PostgresSchema.prepare(settings, limits);
            PostgresSession session = PostgresSession.open(settings, limits, owner);
            try {
                PostgresSchema.migrate(settings);
            } catch (CaseBookException | RuntimeException e) {
                session.close();
                throw e;
            }
            return new PostgresDatabase(settings, limits, owner, session);
        } catch (SQLException | JdbiException | FlywayException | CaseBookException e) {
            throw PostgresErrors.explain(settings, "cannot be opened", e);
        }
    }

    @Override
    public <T extends @Nullable Object> T transaction(String doing, Work<T> work) throws CaseBookException {
        take(doing);
        try {
            PostgresTransaction<T> transaction = new PostgresTransaction<>(work);
            long begun = System.nanoTime();
            try (Handle handle = connected(doing).handle(limits.statement())) {
                return transaction.run(handle);
            } catch (JdbiException e) {
                boolean inTime = System.nanoTime() - begun < limits.statement().toNanos();
                return again(doing, transaction, inTime, e);
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            drop();
        } finally {
            turn.unlock();
        }
    }

    private <T extends @Nullable Object> T again(
            String doing, PostgresTransaction<T> transaction, boolean inTime, JdbiException first)
            throws CaseBookException {
        boolean lost = PostgresErrors.isLost(first);
        if (lost) {
            drop();
        }
        boolean unknown = lost && transaction.mayBeCommitted();
        if (!unknown && !(inTime && (lost || PostgresErrors.isRolledBack(first)))) {
            throw PostgresErrors.explain(settings, doing, first);
        }
        log.info("case book {}: once more after: {}", settings.name(), first.getMessage());
        try (Handle handle = connected(doing).handle(limits.statement())) {
            return unknown ? transaction.settle(handle) : transaction.run(handle);
        } catch (JdbiException e) {
            if (PostgresErrors.isLost(e)) {
                drop();
            }
            throw PostgresErrors.explain(settings, doing(doing, transaction), e);
        } catch (CaseBookException e) {
            throw transaction.mayBeCommitted() ? PostgresErrors.explain(settings, doing(doing, transaction), e) : e;
        }
    }

    private static String doing(String doing, PostgresTransaction<?> transaction) {
        return transaction.mayBeCommitted() ? doing + ", and it is not known whether it was" : doing;
    }

    private PostgresSession connected(String doing) throws CaseBookException {
        if (closed) {
            throw new CaseBookException("case book " + settings.name() + " " + doing + ": it is closed");
        }
        if (session != null) {
            return session;
        }
        if (refusal != null
                && System.nanoTime() - refusal.nanos() < limits.refusal().toNanos()) {
            throw PostgresErrors.explain(settings, doing, refusal.cause());
        }
        try {
            session = PostgresSession.open(settings, limits, owner);
            refusal = null;
            log.info("case book {}: connected again", settings.name());
            return session;
        } catch (SQLException | JdbiException | CaseBookException e) {
            refusal = new Refusal(System.nanoTime(), e);
            throw PostgresErrors.explain(settings, doing, e);
        }
    }

    private void drop() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** Waits for the threads before this one; an interrupt is kept for later, for what is done here is short. */
    private void take(String doing) throws CaseBookException {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction within a transaction");
        }
        long end = System.nanoTime() + limits.turn().toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (turn.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw new CaseBookException(
                            "case book " + settings.name() + " " + doing + ": others have waited for the server for "
                                    + limits.turn().toSeconds() + " s");
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Why there was no connection, and when. */
    private record Refusal(long nanos, Exception cause) {}
}
