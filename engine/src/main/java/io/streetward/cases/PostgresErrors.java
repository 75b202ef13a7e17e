package io.streetward.cases;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/**
 * Says what a failure of PostgreSQL means for whoever runs the engine, and what to do. By SQLSTATE: PostgreSQL's
 * documentation, appendix A; class 08 is also pgjdbc's for a connection that cannot be made or is lost.
 */
final class PostgresErrors {
    /** query_canceled: the statement took longer than its timeout. */
    static final String CANCELLED = "57014";

    private PostgresErrors() {}

    /** What {@code cause} means; {@code doing} says what failed, as in "cannot be opened". */
    static CaseBookException explain(PostgresSettings settings, String doing, Throwable cause) {
        return new CaseBookException(
                "case book " + settings.name() + " " + doing + ": " + meaning(settings, cause), cause);
    }

    /** Whether the connection is of no use any more. */
    static boolean isLost(Throwable cause) {
        String state = state(cause);
        return state.startsWith("08")
                || state.equals("57P01")
                || state.equals("57P02")
                || state.equals("57P03")
                || state.equals("57P05")
                || state.equals("25P03");
    }

    /** Whether the server has rolled back what may well succeed when done again: a deadlock, or a conflict of two writers. */
    static boolean isRolledBack(Throwable cause) {
        return state(cause).startsWith("40");
    }

    private static String meaning(PostgresSettings settings, Throwable cause) {
        if (find(cause, FlywayValidateException.class) != null) {
            return "its tables are not those of this version of the engine (written by a newer one, or altered by hand);"
                    + " run the version that wrote it. " + cause.getMessage();
        }
        CaseBookException ours = find(cause, CaseBookException.class);
        if (ours != null) {
            return String.valueOf(ours.getMessage());
        }
        SQLException sql = find(cause, SQLException.class);
        return sql == null ? String.valueOf(cause.getMessage()) : meaning(settings, state(sql), sql);
    }

    private static String meaning(PostgresSettings settings, String state, SQLException e) {
        String user = "user " + settings.user();
        String what = switch (state) {
            case "28P01", "28000" ->
                "the server does not let " + user + " in; correct the password, or the server's" + " pg_hba.conf";
            case "3D000" ->
                "the server has no such database; create it with ENCODING 'UTF8' and make " + user
                        + " its owner, or correct the url";
            case "42501" ->
                user + " may not do that; make it the owner of the schema, or grant it CREATE on the database"
                        + " so that it can make the schema itself";
            case "08001", "08004" ->
                "the server cannot be reached; see that it runs, listens there and is let through" + " by firewalls";
            case CANCELLED, "55P03" -> "the server took too long; see what it is busy with";
            case "57P01", "57P02" -> "the server is being shut down; start it again";
            case "57P03" -> "the server is starting up or shutting down; wait until it is up";
            case "53100" -> "the server's disk is full; free some space there";
            case "53300" -> "the server has no connection left; raise max_connections or end other programs";
            case "25006" -> "the server is a standby or read-only; give the address of the primary";
            case "22021", "22P05" -> "a text holds a character that PostgreSQL does not keep, such as NUL";
            default ->
                find(e, SocketTimeoutException.class) != null
                        ? "the server is silent; see that it runs and that the network does not lose its answers"
                        : state.startsWith("08") ? "the connection was lost; see that the server runs" : "";
        };
        return what.isEmpty() ? String.valueOf(e.getMessage()) : what + " (" + e.getMessage() + ")";
    }

    private static String state(Throwable cause) {
        SQLException sql = find(cause, SQLException.class);
        String state = sql == null ? null : sql.getSQLState();
        return state == null ? "" : state;
    }

    private static <T extends Throwable> @Nullable T find(Throwable start, Class<T> type) {
        for (Throwable t = start; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
