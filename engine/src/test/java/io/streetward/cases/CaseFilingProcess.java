package io.streetward.cases;

import io.streetward.media.MediaTime;
import io.streetward.rules.Stay;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;

/** Files cases without end and says each id on standard output once the book has acknowledged it, until it is killed. */
public final class CaseFilingProcess {
    static final String PASSWORD_ENV = "CASE_BOOK_PASSWORD";

    private CaseFilingProcess() {}

    public static void main(String[] args) throws CaseBookException {
        CaseIds ids = new CaseIds(Clock.systemUTC(), new Random());
        SqlCaseBook book = open(args);
        while (true) {
            Stay stay = Cases.stay(UUID.randomUUID(), MediaTime.ofMillis(10_000), Duration.ofSeconds(30));
            System.out.println(book.file(Cases.caseFile(ids.next(), stay)).id());
            System.out.flush();
        }
    }

    /** A file, or a PostgreSQL server's address, user and schema; the password stands in the environment. */
    private static SqlCaseBook open(String[] args) throws CaseBookException {
        return args.length == 1
                ? SqlCaseBook.openSqlite(Path.of(args[0]), Clock.systemUTC())
                : SqlCaseBook.openPostgres(
                        new PostgresSettings(args[0], args[1], () -> System.getenv(PASSWORD_ENV), args[2]),
                        Clock.systemUTC(),
                        new CasePayloadJson());
    }
}
