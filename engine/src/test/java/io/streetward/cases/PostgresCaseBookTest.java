package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streetward.testkit.CutLine;
import io.streetward.testkit.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresCaseBookTest extends CaseBookContract {
    /** Short, so that a test of what lasts too long does not. */
    private static final PostgresLimits SHORT = new PostgresLimits(
            Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(1));

    /** Long, for what is not about time: many tests share a slow machine. */
    private static final PostgresLimits PATIENT = new PostgresLimits(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(61), Duration.ofMillis(1));

    private final PostgresServer server = PostgresServer.shared();
    private final String schema = emptied();
    /** How often a case was written down for others. */
    private final AtomicInteger written = new AtomicInteger();

    @Override
    SqlDatabase openDatabase() throws CaseBookException {
        return PostgresDatabase.open(settings(server.url(PostgresServer.DATABASE)), PATIENT);
    }

    @Override
    Connection connect() throws SQLException {
        return server.connect(schema);
    }

    @Override
    String trueLiteral() {
        return "TRUE";
    }

    @Test
    void aCommitIsOnDiskBeforeItIsAnsweredWhateverTheRolesDefault() throws Exception {
        server.execute("postgres", "ALTER ROLE " + PostgresServer.USER + " SET synchronous_commit = off");
        try {
            assertThat(strings("SHOW synchronous_commit")).containsExactly("off");
            reopen();
        } finally {
            server.execute("postgres", "ALTER ROLE " + PostgresServer.USER + " RESET synchronous_commit");
        }
        for (String setting : List.of("synchronous_commit", "fsync", "full_page_writes")) {
            assertThat(shown(setting)).as(setting).isEqualTo("on");
        }
        assertThat(shown("statement_timeout")).isEqualTo("1min");
    }

    @Test
    void aServerThatDoesNotSyncIsRefused() throws Exception {
        book.close();
        setFsync("off");
        try {
            assertThatThrownBy(this::openDatabase).hasMessageContaining("fsync = off");
        } finally {
            setFsync("on");
        }
    }

    @Test
    void tablesCannotBeEmptiedByTruncateEither() throws Exception {
        for (String table : List.of("case_history", "verdicts", "seals")) {
            assertThatThrownBy(() -> execute("TRUNCATE " + table + " CASCADE"))
                    .as(table)
                    .hasMessageContaining("append-only");
        }
    }

    /** A migration that one database lacks is found here, and not by whoever has the other. */
    @Test
    void bothDialectsHaveTheSameMigrations() throws Exception {
        assertThat(migrations("postgresql")).isEqualTo(migrations("sqlite")).isNotEmpty();
    }

    @Test
    void everyAcknowledgedCaseOutlivesAPowerCutOfTheServerAndTheNextGoesIn() throws Exception {
        List<CaseFile> before = Stream.generate(this::caseFile).limit(5).toList();
        for (CaseFile file : before) {
            book.file(file);
        }

        server.killAndRestart();

        CaseFile next = caseFile();
        assertThat(book.file(next)).isEqualTo(next); // over a new connection, without an error
        assertThat(book.latest(10)).hasSize(6).containsAll(before);
        assertThat(book.events().newest()).isEqualTo(6);
    }

    @Test
    void aConnectionLostInMidTransactionIsMadeAnewAndTheWorkDoneOnce() throws Exception {
        CaseFile file = book.file(caseFile());
        int[] runs = {0};

        database.transaction("cannot be tried", handle -> {
            CaseRows.insertHistory(
                    handle, file.id(), file.state(), new CaseChange(CaseEventKind.JOINED, NOW, "engine", "once"));
            if (++runs[0] == 1) {
                killEveryConnection();
            }
            return file;
        });

        assertThat(runs[0]).isEqualTo(2);
        assertThat(history(file))
                .extracting(HistoryEntry::reason)
                .filteredOn("once"::equals)
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWhoseAnswerIsLostIsEnteredOnce(CutLine.Cut cut) throws Exception {
        CaseFile file = book.file(caseFile());
        book.close();
        try (CutLine line = new CutLine(server.port());
                SqlCaseBook far = bookOver(line)) {
            line.cutAt("COMMIT", cut); // the first of a connection; after that pgjdbc says it by number

            CaseFile noted = far.note(file.id(), CaseEventKind.OVERDUE, "clock", "4 h are over");

            assertThat(noted).isEqualTo(file);
            assertThat(far.find(file.id()).orElseThrow().history())
                    .extracting(HistoryEntry::kind)
                    .containsExactly(CaseEventKind.STATE, CaseEventKind.OVERDUE);
            assertThat(far.events().newest()).isEqualTo(2);
            // What has arrived is not even tried again.
            assertThat(written).hasValue(cut == CutLine.Cut.BEFORE_THE_ANSWER ? 1 : 2);
        }
    }

    @Test
    void aServerThatFallsSilentHoldsAThreadNoLongerThanItsLimits() throws Exception {
        book.close();
        try (CutLine line = new CutLine(server.port());
                SqlCaseBook far = bookOver(line)) {
            CaseFile file = caseFile();
            line.cutAt("INSERT INTO cases", CutLine.Cut.SILENTLY);

            assertThatThrownBy(() -> far.file(file))
                    .isInstanceOf(CaseBookException.class)
                    .hasMessageContaining("silent");
            assertThat(far.file(file)).isEqualTo(file);
            assertThat(far.events().newest()).isEqualTo(1);
        }
    }

    @Test
    void aSlowStatementIsEndedByTheServerAndEntersNothing() throws Exception {
        book.close();
        try (SqlDatabase slow = PostgresDatabase.open(settings(server.url(PostgresServer.DATABASE)), SHORT)) {
            assertThatThrownBy(() -> slow.transaction("cannot wait", handle -> handle.execute("SELECT pg_sleep(9)")))
                    .isInstanceOf(CaseBookException.class)
                    .hasMessageContaining("cannot wait")
                    .hasMessageContaining("took too long");
            assertThatThrownBy(() -> slow.transaction("cannot wait", handle -> {
                        for (int i = 0; i < 90; i++) {
                            handle.execute("SELECT pg_sleep(0.1)");
                        }
                        return handle;
                    }))
                    .as("many statements, none of them slow")
                    .hasMessageContaining("took too long");
            assertThat(slow.<Integer>transaction("cannot wait", handle -> 7)).isEqualTo(7);
        }
    }

    @Test
    void threadsThatWaitForAnothersTransactionAreTurnedAwayInTime() throws Exception {
        book.close();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch turnedAway = new CountDownLatch(1);
        try (SqlDatabase busy = PostgresDatabase.open(settings(server.url(PostgresServer.DATABASE)), SHORT)) {
            Thread first = new Thread(() -> {
                try {
                    busy.transaction("cannot hold", handle -> {
                        begun.countDown();
                        return assertThat(turnedAway).satisfies(CountDownLatch::await);
                    });
                } catch (CaseBookException e) {
                    throw new IllegalStateException(e);
                }
            });
            first.start();
            begun.await();

            assertThatThrownBy(() -> busy.transaction("cannot be second", handle -> handle))
                    .hasMessageContaining("others have waited");
            turnedAway.countDown();
            first.join();
        }
    }

    @Test
    void anEngineThatLostItsConnectionDoesNotTakeTheBookFromTheOneThatHasItNow() throws Exception {
        killEveryConnection();
        try (SqlDatabase taken = openDatabase()) {
            assertThatThrownBy(() -> book.file(caseFile())).hasMessageContaining("another engine is using it");
            assertThat(taken.<Integer>transaction("", handle -> 7)).isEqualTo(7);
        }
        PostgresDatabase later =
                PostgresDatabase.open(settings(server.url(PostgresServer.DATABASE)), PostgresLimits.DEFAULT);
        later.close();
    }

    @Test
    void whatKeepsABookFromOpeningIsSaidAndThePasswordNever() throws Exception {
        book.close();
        String url = server.url(PostgresServer.DATABASE);
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        server.execute(
                "postgres",
                "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'" + " LOCALE_PROVIDER libc OWNER "
                        + PostgresServer.USER);
        server.execute("postgres", "CREATE ROLE guest LOGIN PASSWORD '" + PostgresServer.PASSWORD + "'");
        try {
            assertRefused(settings("jdbc:postgresql://127.0.0.1:" + nobody + "/street"), "cannot be reached");
            assertRefused(settings(url + "x"), "no such database");
            assertRefused(
                    new PostgresSettings(url, PostgresServer.USER, () -> "wrong-" + PostgresServer.PASSWORD, schema),
                    "does not let user ward in");
            assertRefused(
                    new PostgresSettings(url, "guest", () -> PostgresServer.PASSWORD, server.freshSchema()),
                    "user guest may not do that");
            assertRefused(settings(server.url("latin")), "not in UTF8");
        } finally {
            server.execute("postgres", "DROP DATABASE latin");
            server.execute("postgres", "DROP ROLE guest");
        }
    }

    @Test
    void anAddressWithASecretInItIsRefused() {
        for (String url : List.of(
                "jdbc:postgresql://h/street?password=x",
                "jdbc:postgresql://h/street?sslmode=require&user=x",
                "jdbc:postgresql://ward:x@h/street")) {
            assertThatThrownBy(() -> settings(url)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new PostgresSettings("jdbc:postgresql://h/street", "ward", () -> "", "Book; DROP"))
                .hasMessageContaining("no name for a schema");
    }

    /** Making all tables anew takes most of a second; one schema goes from test to test, emptied by who may do that. */
    private String emptied() {
        server.execute(PostgresServer.DATABASE, """
                DO $$
                DECLARE
                    it RECORD;
                BEGIN
                    SET LOCAL session_replication_role = replica; -- no triggers
                    FOR it IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relname <> 'flyway_schema_history'
                        AND relnamespace = to_regnamespace('book')
                    LOOP
                        EXECUTE format('DELETE FROM book.%I', it.relname);
                    END LOOP;
                    IF to_regclass('book.flyway_schema_history') IS NOT NULL THEN
                        DELETE FROM book.flyway_schema_history WHERE version = '99';
                    END IF;
                END
                $$
                """);
        return "book";
    }

    private SqlCaseBook bookOver(CutLine line) throws CaseBookException {
        PostgresSettings far = settings("jdbc:postgresql://127.0.0.1:" + line.port() + "/" + PostgresServer.DATABASE);
        return new SqlCaseBook(PostgresDatabase.open(far, SHORT), Clock.systemUTC(), (key, dossier, change) -> {
            written.incrementAndGet();
            return "{}";
        });
    }

    private PostgresSettings settings(String url) {
        return new PostgresSettings(url, PostgresServer.USER, () -> PostgresServer.PASSWORD, schema);
    }

    private static void assertRefused(PostgresSettings settings, String because) {
        Throwable refused = catchThrowable(() -> PostgresDatabase.open(settings, PostgresLimits.DEFAULT));
        assertThat(refused)
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageContaining(because);
        StringWriter all = new StringWriter();
        refused.printStackTrace(new PrintWriter(all));
        assertThat(all + settings.toString()).doesNotContain(PostgresServer.PASSWORD);
    }

    private String shown(String setting) throws CaseBookException {
        return database.transaction(
                "cannot be read",
                handle -> handle.createQuery("SHOW " + setting)
                        .mapTo(String.class)
                        .one());
    }

    private void killEveryConnection() {
        server.execute(
                "postgres",
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '" + PostgresServer.USER
                        + "'");
    }

    private void setFsync(String value) throws Exception {
        server.execute("postgres", "ALTER SYSTEM SET fsync = " + value);
        server.execute("postgres", "SELECT pg_reload_conf()");
        while (!strings("SHOW fsync").equals(List.of(value))) {
            Thread.onSpinWait(); // the server takes it over in its own time
        }
    }

    private static List<String> migrations(String dialect) throws Exception {
        Path folder = Path.of(PostgresCaseBookTest.class
                .getResource("/db/migration/" + dialect)
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("V"))
                    .sorted()
                    .toList();
        }
    }
}
