package io.streetward.cases;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file, held by one process: opened, checked, migrated; its write-ahead log is synced at every commit.
 *
 * <p>One connection, used by one thread at a time: SQLite has one writer anyway, and a book of tens of thousands of cases
 * answers in well under a millisecond.
 *
 * <p>A lock file beside it keeps a second engine out. SQLite's own locks would let both write and would also shut out an
 * operator who looks in with {@code sqlite3}; the lock file does neither.
 */
final class SqliteDatabase implements SqlDatabase {
    private static final Logger log = LoggerFactory.getLogger(SqliteDatabase.class);

    private final Path file;
    /** Null: opened beside whoever holds the lock. */
    private final @Nullable FileChannel lockChannel;

    private final Connection connection;
    private final Jdbi jdbi;

    private SqliteDatabase(Path file, @Nullable FileChannel lockChannel, Connection connection) {
        this.file = file;
        this.lockChannel = lockChannel;
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    static SqliteDatabase open(Path file, Duration busyTimeout) throws CaseBookException {
        FileChannel lockChannel = lock(file);
        try {
            SQLiteDataSource source = new SQLiteDataSource(config(busyTimeout));
            source.setUrl("jdbc:sqlite:" + file);
            check(source);
            migrate(source);
            return new SqliteDatabase(file, lockChannel, source.getConnection());
        } catch (SQLException | FlywayException e) {
            closeQuietly(lockChannel);
            throw SqliteErrors.explain(file, "cannot be opened", e);
        } catch (CaseBookException e) {
            closeQuietly(lockChannel);
            throw new CaseBookException(file + ": " + e.getMessage(), e);
        }
    }

    /** Opens a file that is there and of this version, without keeping anybody out; see {@link SqlCaseBook}. */
    static SqliteDatabase openBeside(Path file, Duration busyTimeout) throws CaseBookException {
        if (!Files.isRegularFile(file)) {
            throw new CaseBookException("case book " + file + ": there is none; name the data folder of an engine");
        }
        try {
            SQLiteDataSource source = new SQLiteDataSource(config(busyTimeout));
            source.setUrl("jdbc:sqlite:" + file);
            Flyway flyway = flyway(source);
            flyway.validate();
            return new SqliteDatabase(file, null, source.getConnection());
        } catch (FlywayValidateException e) {
            throw new CaseBookException(
                    "case book " + file + ": its tables are not those of this version; start an engine of this version"
                            + " on it once, or use the version that runs. " + e.getMessage(),
                    e);
        } catch (SQLException | FlywayException e) {
            throw SqliteErrors.explain(file, "cannot be opened", e);
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
            connection.close(); // the last connection: folds the write-ahead log into the file
        } catch (SQLException e) {
            log.warn("case book {}: closing failed, the write-ahead log is read on the next start", file, e);
        }
        if (lockChannel != null) {
            closeQuietly(lockChannel);
        }
    }

    private static FileChannel lock(Path file) throws CaseBookException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CaseBookException(
                    "case book " + file + ": cannot write in its folder (" + e + "); name a data folder that"
                            + " this user may write to",
                    e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw heldByAnother(file, channel);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            throw heldByAnother(file, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new CaseBookException("case book " + file + ": cannot lock " + lockFile + " (" + e + ")", e);
        }
    }

    private static CaseBookException heldByAnother(Path file, FileChannel channel) {
        closeQuietly(channel);
        return new CaseBookException("case book " + file
                + ": another engine is using it; stop that one or give this one a data folder of its own");
    }

    private static SQLiteConfig config(Duration busyTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL, not NORMAL: in WAL mode only FULL syncs the log at each commit, and a case must outlive a power cut.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
        config.enforceForeignKeys(true);
        return config;
    }

    /** A damaged book must be found on start, not by the first case that cannot be entered. */
    private static void check(SQLiteDataSource source) throws SQLException, CaseBookException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = result.next() ? result.getString(1) : "no answer";
            if (!verdict.equals("ok")) {
                throw new CaseBookException(SqliteErrors.DAMAGED + " (" + verdict + ")");
            }
        }
    }

    private static void migrate(SQLiteDataSource source) {
        flyway(source).migrate();
    }

    private static Flyway flyway(SQLiteDataSource source) {
        return Flyway.configure(SqliteDatabase.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration/common", "classpath:db/migration/sqlite")
                // A book written by a newer engine is refused: by default Flyway would let it pass.
                .ignoreMigrationPatterns(new String[0])
                .load();
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing a lock file", e);
        }
    }
}
