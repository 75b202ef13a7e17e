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
    private CaseFilingProcess() {}

    public static void main(String[] args) throws CaseBookException {
        CaseIds ids = new CaseIds(Clock.systemUTC(), new Random());
        SqlCaseBook book = SqlCaseBook.openSqlite(Path.of(args[0]), Clock.systemUTC());
        while (true) {
            Stay stay = Cases.stay(UUID.randomUUID(), MediaTime.ofMillis(10_000), Duration.ofSeconds(30));
            System.out.println(book.file(Cases.caseFile(ids.next(), stay)).id());
            System.out.flush();
        }
    }
}
