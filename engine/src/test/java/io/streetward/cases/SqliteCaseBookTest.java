package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.media.MediaTime;
import io.streetward.rules.Stay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCaseBookTest {
    private static final Moment STOP = new Moment(MediaTime.ofMillis(10_000), Cases.wall(MediaTime.ofMillis(10_000)));

    private final Stay stay = Cases.stay(UUID.randomUUID(), MediaTime.ofMillis(10_000), Duration.ofSeconds(30));
    private final CaseFile file = Cases.caseFile(new CaseId("20261124-040040-00001"), stay);

    @TempDir
    Path folder;

    @Test
    void whatIsFiledReadsBackTheSameAfterReopening() throws Exception {
        try (CaseBook book = open()) {
            assertThat(book.file(file)).isEqualTo(file);
        }
        try (CaseBook book = open()) {
            CaseDossier dossier = book.find(file.id()).orElseThrow();
            assertThat(dossier.file()).isEqualTo(file);
            assertThat(dossier.evidenceStatus()).isEqualTo(EvidenceStatus.PENDING);
            assertThat(dossier.history())
                    .containsExactly(new HistoryEntry(
                            1,
                            CaseEventKind.STATE,
                            file.filedAt(),
                            CaseState.REPORTED,
                            "engine",
                            file.reasons().get(0)));
        }
    }

    @Test
    void filingAStayTwiceGivesTheFirstCase() throws Exception {
        try (CaseBook book = open()) {
            book.file(file);

            CaseFile again = book.file(Cases.caseFile(new CaseId("20261124-040041-00002"), stay));

            assertThat(again).isEqualTo(file);
            assertThat(book.latest(10)).containsExactly(file);
            assertThat(book.findByStay(stay.id())).contains(file);
        }
    }

    @Test
    void anIdTakenByAnotherStayIsAnErrorAndNotALostCase() throws Exception {
        Stay other = Cases.stay(UUID.randomUUID(), MediaTime.ZERO, Duration.ofSeconds(31));
        try (CaseBook book = open()) {
            book.file(file);

            assertThatThrownBy(() -> book.file(Cases.caseFile(file.id(), other)))
                    .isInstanceOf(CaseBookException.class)
                    .hasMessageContaining("taken by another stay");
        }
    }

    @Test
    void aResolvedCaseSaysWhenAndStaysResolved() throws Exception {
        Resolution left = new Resolution(STOP, Duration.ofSeconds(42));
        try (CaseBook book = open()) {
            book.file(file);

            book.advance(file.id(), CaseState.FILED, "engine", "its pictures are taken");

            CaseFile resolved = book.resolve(file.id(), left, "left by itself after 42 s");
            book.resolve(file.id(), new Resolution(STOP, Duration.ofSeconds(99)), "again");

            assertThat(resolved.state()).isEqualTo(CaseState.RESOLVED);
            assertThat(resolved.resolution()).isEqualTo(left);
            assertThat(book.find(file.id()).orElseThrow().history())
                    .extracting(HistoryEntry::state)
                    .containsExactly(CaseState.REPORTED, CaseState.FILED, CaseState.RESOLVED);
        }
    }

    @Test
    void announcementsAndEvidenceReadBackInOrder() throws Exception {
        AnnouncementEntry spoken = new AnnouncementEntry(
                "Please move your car.", "ab12", "horn-1", STOP.at(), STOP.at(), 150, AnnouncementOutcome.SPOKEN, "");
        AnnouncementEntry failed = new AnnouncementEntry(
                "Please move your car.", "ab12", "horn-2", null, null, 0, AnnouncementOutcome.FAILED, "no route");
        EvidenceItem still =
                new EvidenceItem(EvidenceRole.ARRIVAL_STILL, "still-1-arrival.jpg", "cd34", 1_234, STOP, STOP, "");
        EvidenceStatus partial = new EvidenceStatus(EvidenceStatus.State.PARTIAL, List.of("no clip"));
        try (CaseBook book = open()) {
            book.file(file);
            book.addAnnouncement(file.id(), spoken);
            book.addAnnouncement(file.id(), failed);
            assertThat(book.withPendingEvidence()).containsExactly(file);
            book.addEvidence(file.id(), List.of(still), partial);

            CaseDossier dossier = book.find(file.id()).orElseThrow();
            assertThat(dossier.announcements()).containsExactly(spoken, failed);
            assertThat(dossier.evidence()).containsExactly(still);
            assertThat(dossier.evidenceStatus()).isEqualTo(partial);
            assertThat(book.withPendingEvidence()).isEmpty();
        }
    }

    @Test
    void factsAndHistoryCannotBeRewrittenByAnyProgram() throws Exception {
        try (CaseBook book = open()) {
            book.file(file);
        }
        for (String rewrite : List.of(
                "UPDATE cases SET dwell_us = 1", "UPDATE case_history SET reason = ''", "DELETE FROM case_history")) {
            assertThatThrownBy(() -> execute(rewrite)).as(rewrite).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void evidenceOfNoCaseIsRefused() throws Exception {
        try (CaseBook book = open()) {
            assertThatThrownBy(() -> book.addEvidence(file.id(), List.of(), EvidenceStatus.PENDING))
                    .hasMessageContaining("no case " + file.id());
        }
    }

    @Test
    void aDamagedFileIsNamedAndLeftAlone() throws Exception {
        Path db = folder.resolve("cases.db");
        Files.writeString(
                db, "this is no database, but it is long enough to look like one to a careless program ".repeat(99));
        String before = Files.readString(db);

        assertThatThrownBy(this::open)
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining(db.toString())
                .hasMessageContaining("damaged");
        assertThat(Files.readString(db)).isEqualTo(before);
    }

    @Test
    void aDamagedPageIsFoundOnOpening() throws Exception {
        try (CaseBook book = open()) {
            for (int i = 0; i < 50; i++) {
                book.file(Cases.caseFile(
                        new CaseId("c-" + i), Cases.stay(UUID.randomUUID(), MediaTime.ZERO, Duration.ofSeconds(30))));
            }
        }
        Path db = folder.resolve("cases.db");
        byte[] bytes = Files.readAllBytes(db);
        for (int i = 4_096; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(db, bytes);

        assertThatThrownBy(this::open).isInstanceOf(CaseBookException.class).hasMessageContaining("damaged");
    }

    @Test
    void aBookLockedByAnotherProgramSaysSoAndWorksOnceItIsFree() throws Exception {
        Path db = folder.resolve("cases.db");
        try (SqlCaseBook book = SqlCaseBook.openSqlite(db, Clock.systemUTC(), Duration.ofMillis(50))) {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + db);
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() -> book.file(file))
                        .isInstanceOf(CaseBookException.class)
                        .hasMessageContaining("another program holds it locked");
                statement.execute("ROLLBACK");
            }
            assertThat(book.file(file)).isEqualTo(file);
        }
    }

    @Test
    void aSecondEngineOnTheSameBookIsRefused() throws Exception {
        try (CaseBook book = open()) {
            assertThat(book.latest(1)).isEmpty();
            assertThatThrownBy(this::open).hasMessageContaining("another engine is using it");
        }
        open().close();
    }

    @Test
    void aBookOfANewerVersionIsRefused() throws Exception {
        open().close();
        execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success)"
                + " VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, '', 1, 1)");

        assertThatThrownBy(this::open)
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("written by a newer one");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> SqlCaseBook.openSqlite(notAFolder.resolve("cases.db"), Clock.systemUTC()))
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("cannot write in its folder");
    }

    private SqlCaseBook open() throws CaseBookException {
        return SqlCaseBook.openSqlite(folder.resolve("cases.db"), Clock.systemUTC());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cases.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
