package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCaseBookTest extends CaseBookContract {
    @TempDir
    Path folder;

    @Override
    SqlDatabase openDatabase() throws CaseBookException {
        return SqliteDatabase.open(folder.resolve("cases.db"), Duration.ofSeconds(5));
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cases.db"));
    }

    @Override
    String trueLiteral() {
        return "1";
    }

    @Test
    void aCommitIsOnDiskBeforeItIsAnswered() throws Exception {
        assertThat(shown("journal_mode")).isEqualTo("wal");
        assertThat(shown("synchronous")).as("2 is FULL").isEqualTo("2");
        assertThat(shown("foreign_keys")).isEqualTo("1");
    }

    @Test
    void aDamagedFileIsNamedAndLeftAlone() throws Exception {
        book.close();
        Path db = folder.resolve("cases.db");
        Files.writeString(
                db, "this is no database, but it is long enough to look like one to a careless program ".repeat(99));
        String before = Files.readString(db);

        assertThatThrownBy(this::openDatabase)
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining(db.toString())
                .hasMessageContaining("damaged");
        assertThat(Files.readString(db)).isEqualTo(before);
    }

    @Test
    void aDamagedPageIsFoundOnOpening() throws Exception {
        for (int i = 0; i < 50; i++) {
            book.file(caseFile());
        }
        book.close();
        Path db = folder.resolve("cases.db");
        byte[] bytes = Files.readAllBytes(db);
        for (int i = 4_096; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(db, bytes);

        assertThatThrownBy(this::openDatabase)
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aBookLockedByAnotherProgramSaysSoAndWorksOnceItIsFree() throws Exception {
        book.close();
        CaseFile file = caseFile();
        try (SqlCaseBook impatient =
                SqlCaseBook.openSqlite(folder.resolve("cases.db"), Clock.systemUTC(), Duration.ofMillis(50))) {
            try (Connection other = connect();
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() -> impatient.file(file))
                        .isInstanceOf(CaseBookException.class)
                        .hasMessageContaining("another program holds it locked");
                statement.execute("ROLLBACK");
            }
            assertThat(impatient.file(file)).isEqualTo(file);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> SqlCaseBook.openSqlite(notAFolder.resolve("cases.db"), Clock.systemUTC()))
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("cannot write in its folder");
    }

    private String shown(String pragma) throws CaseBookException {
        return database.transaction(
                "cannot be read",
                handle -> handle.createQuery("PRAGMA " + pragma)
                        .mapTo(String.class)
                        .one());
    }
}
