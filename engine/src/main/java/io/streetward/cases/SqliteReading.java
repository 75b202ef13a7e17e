package io.streetward.cases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file opened for reading alone, whoever else has it open.
 *
 * <p>With a write-ahead log a reader and the writer do not wait for each other; each transaction sees the file as it was
 * when it began. SQLite itself refuses every statement that would write.
 */
final class SqliteReading implements SqlDatabase {
    private static final Logger log = LoggerFactory.getLogger(SqliteReading.class);

    /** The writer holds readers up only while it recovers the log after a crash. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private final Path file;
    private final Connection connection;
    private final Jdbi jdbi;

    private SqliteReading(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    static SqliteReading open(Path file) throws CaseBookException {
        if (!Files.isRegularFile(file)) {
            throw new CaseBookException(
                    "case book " + file + ": there is no such file; name the data folder of an engine"
                            + " that has run, which holds its " + file.getFileName());
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try {
            requireCurrentTables(file, source);
            return new SqliteReading(file, source.getConnection());
        } catch (SQLException | FlywayException e) {
            throw SqliteErrors.explain(file, "cannot be opened for reading", e);
        }
    }

    /** A report from tables that only look alike would be wrong without anyone's noticing. */
    private static void requireCurrentTables(Path file, SQLiteDataSource source) throws CaseBookException {
        MigrationInfo[] all = Flyway.configure(SqliteReading.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration/common", "classpath:db/migration/sqlite")
                .load()
                .info()
                .all();
        for (MigrationInfo step : all) {
            if (step.getState() == MigrationState.PENDING) {
                throw new CaseBookException("case book " + file + ": it was written by an older version of the engine;"
                        + " start the engine of this version on it once, or read it with the version that wrote it");
            }
            if (step.getState() != MigrationState.SUCCESS || !step.isChecksumMatching()) {
                throw new CaseBookException(
                        "case book " + file + ": its tables are not those of this version (written by"
                                + " a newer engine, or altered by hand: step " + step.getVersion() + " is "
                                + step.getState().getDisplayName() + "); read it with the version that wrote it");
            }
        }
    }

    @Override
    public synchronized <T extends @Nullable Object> T transaction(String doing, Work<T> work)
            throws CaseBookException {
        try {
            return jdbi.inTransaction(work::in);
        } catch (JdbiException e) {
            throw SqliteErrors.explain(file, doing, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            log.warn("case book {}: closing after reading failed", file, e);
        }
    }
}
