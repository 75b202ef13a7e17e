package io.streetward.cases;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work, tried until it is known to be committed: a connection that breaks while the server is asked to commit
 * leaves open whether it did. The transaction's id is known by then, and the server remembers what became of it
 * ({@code pg_xact_status}), also across its own crash.
 */
final class PostgresTransaction<T extends @Nullable Object> {
    private final SqlDatabase.Work<T> work;
    /** Set while the server has been asked to commit and has not answered. */
    private @Nullable Commit<T> asked;

    PostgresTransaction(SqlDatabase.Work<T> work) {
        this.work = work;
    }

    /**
     * Does the work in a transaction of its own.
     *
     * @throws JdbiException when the database does not take it; see {@link #mayBeCommitted()}
     * @throws CaseBookException from the work itself, rolled back
     */
    T run(Handle handle) throws CaseBookException {
        asked = null;
        handle.begin();
        T result;
        String xid;
        try {
            result = work.in(handle);
            xid = handle.createQuery("SELECT pg_current_xact_id_if_assigned()::text")
                    .mapTo(String.class)
                    .findOne()
                    .orElse(null);
        } catch (CaseBookException | RuntimeException e) {
            rollback(handle, e);
            throw e;
        }
        asked = xid == null ? null : new Commit<>(xid, result); // none is given to what only reads
        handle.commit();
        asked = null;
        return result;
    }

    /** Whether a commit was asked for and not answered. */
    boolean mayBeCommitted() {
        return asked != null;
    }

    /**
     * Finds out what became of it; the session that it ran in must have ended.
     *
     * @return its result when it was committed; otherwise the work's, done anew
     */
    T settle(Handle handle) throws CaseBookException {
        Commit<T> unanswered = asked;
        if (unanswered == null || !isCommitted(handle, unanswered.xid())) {
            return run(handle);
        }
        asked = null;
        return unanswered.result();
    }

    private static boolean isCommitted(Handle handle, String xid) throws CaseBookException {
        String status = handle.createQuery("SELECT pg_xact_status(CAST(:xid AS xid8))")
                .bind("xid", xid)
                .mapTo(String.class)
                .findOne()
                .orElse("forgotten");
        return switch (status) {
            case "committed" -> true;
            case "aborted" -> false;
            default -> throw new CaseBookException("transaction " + xid + " is " + status);
        };
    }

    private static void rollback(Handle handle, Exception cause) {
        try {
            handle.rollback();
        } catch (JdbiException e) {
            cause.addSuppressed(e); // the connection is lost, and the server rolls back by itself
        }
    }

    /** What was to be committed. */
    private record Commit<T extends @Nullable Object>(String xid, T result) {}
}
