package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.media.MediaTime;
import io.streetward.rules.Stay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCaseReaderTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("cases.db");
    }

    @Test
    void aReaderSeesWhatTheEngineEntersWhileItIsOpen() throws Exception {
        try (CaseBook engine = SqlCaseBook.openSqlite(file, Clock.systemUTC());
                CaseReader reader = SqlCaseReader.openSqlite(file)) {
            CaseFile entered = engine.file(aCase("c-1", 1));

            assertThat(reader.latest(10)).containsExactly(entered);
            engine.file(aCase("c-2", 2)); // and does not keep the engine from entering more
            assertThat(reader.latest(10)).hasSize(2);
        }
    }

    @Test
    void dossiersReadTogetherAreThoseReadOneByOne() throws Exception {
        List<CaseDossier> together = new ArrayList<>();
        try (CaseBook engine = SqlCaseBook.openSqlite(file, Clock.systemUTC())) {
            engine.file(aCase("c-2", 1)); // at one moment: in order of their ids
            engine.file(aCase("c-1", 1));
            engine.file(aCase("c-3", 2));
            CaseId id = new CaseId("c-1");
            engine.advance(id, CaseState.FILED, "ops", "good");
            engine.judge(id, new Verdict(Cases.NOON, "ops", null, "seen"));
            engine.addAnnouncement(
                    id, new AnnouncementEntry("t", "s", "horn", null, null, 0, AnnouncementOutcome.FAILED, "x"));
            Moment at = new Moment(MediaTime.ZERO, Cases.NOON);
            engine.addEvidence(
                    id,
                    List.of(new EvidenceItem(EvidenceRole.ARRIVAL_STILL, "a.jpg", "ab", 1, at, at, "")),
                    new EvidenceStatus(EvidenceStatus.State.COMPLETE, List.of()));

            engine.eachReportedBetween(Cases.NOON.minus(HOUR), Cases.NOON.plus(HOUR), together::add);

            List<CaseDossier> single = new ArrayList<>();
            for (String name : List.of("c-1", "c-2", "c-3")) {
                single.add(engine.find(new CaseId(name)).orElseThrow());
            }
            assertThat(together).isEqualTo(single);
        }
    }

    @Test
    void aBookIsNeitherMadeNorMigratedByReading() throws Exception {
        assertThatThrownBy(() -> SqlCaseReader.openSqlite(file)).hasMessageContaining("there is no such file");
        assertThat(file).doesNotExist();

        try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = old.createStatement()) {
            statement.execute("CREATE TABLE something (a TEXT)");
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> SqlCaseReader.openSqlite(file)).hasMessageContaining("older version of the engine");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aBookOfANewerEngineIsRefused() throws Exception {
        SqlCaseBook.openSqlite(file, Clock.systemUTC()).close();
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = newer.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history SELECT 999, '9999', description, type, 'V9999__x.sql',"
                    + " checksum, installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                    + " WHERE installed_rank = 1");
        }

        assertThatThrownBy(() -> SqlCaseReader.openSqlite(file))
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("newer engine")
                .hasMessageContaining("9999");
    }

    private static CaseFile aCase(String id, int second) {
        Stay stay = Cases.stay(UUID.randomUUID(), MediaTime.ofMillis(second * 1_000L), Duration.ofSeconds(30));
        return Cases.caseFile(new CaseId(id), stay);
    }
}
