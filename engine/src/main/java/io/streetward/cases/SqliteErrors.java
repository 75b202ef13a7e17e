package io.streetward.cases;

import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what a failure of SQLite means for whoever runs the engine, and what to do. */
final class SqliteErrors {
    static final String DAMAGED = "is damaged or is no SQLite file; the engine does not touch it. Restore it from a"
            + " backup, or move it away and start with an empty one";
    private static final int BASE_CODE_MASK = 0xff; // extended result codes keep the base code in the low byte

    private SqliteErrors() {}

    /** What {@code cause} means; {@code doing} says what failed, as in "cannot be opened". */
    static CaseBookException explain(Path file, String doing, Throwable cause) {
        return new CaseBookException("case book " + file + " " + doing + ": " + meaning(cause), cause);
    }

    private static String meaning(Throwable cause) {
        if (find(cause, FlywayValidateException.class) != null) {
            return "its tables are not those of this version of the engine (written by a newer one, or altered by hand);"
                    + " run the version that wrote it. " + cause.getMessage();
        }
        SQLiteException sqlite = find(cause, SQLiteException.class);
        if (sqlite != null) {
            return meaning(sqlite);
        }
        SQLException sql = find(cause, SQLException.class);
        return String.valueOf((sql == null ? cause : sql).getMessage());
    }

    private static String meaning(SQLiteException e) {
        int code = e.getResultCode().code & BASE_CODE_MASK;
        String raw = " (" + e.getMessage() + ")";
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "another program holds it locked; close that program" + raw;
        } else if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return DAMAGED + raw;
        } else if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return "the disk is full; free some space" + raw;
        } else if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return "this user may not write to it or its folder" + raw;
        } else if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
            return "the disk failed to read or write" + raw;
        }
        return String.valueOf(e.getMessage());
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
