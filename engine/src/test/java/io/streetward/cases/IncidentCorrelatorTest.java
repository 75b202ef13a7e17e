package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.media.MediaTime;
import io.streetward.rules.Observation;
import io.streetward.rules.Stay;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentCorrelatorTest {
    private final Stay stay = Cases.stay(UUID.randomUUID(), MediaTime.ofMillis(5_000), Duration.ofSeconds(30));
    private final Stay whole = Cases.stay(stay.id(), MediaTime.ofMillis(5_000), Duration.ofSeconds(42));
    private final Observation confirmed =
            new Observation.Confirmed(stay, List.of("stands for 30 s"), List.of(), List.of());
    private final Observation ended = new Observation.Ended(whole, true);

    private SqlCaseBook book;
    private IncidentCorrelator correlator;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        Clock clock = Clock.systemUTC();
        book = SqlCaseBook.openSqlite(folder.resolve("cases.db"), clock, Duration.ofMillis(50));
        correlator = new IncidentCorrelator(book, new CaseIds(clock, new Random(7)), clock, s -> Cases.context());
    }

    @AfterEach
    void close() {
        book.close();
    }

    @Test
    void aConfirmedStayBecomesOneCaseAndItsEndResolvesIt() throws Exception {
        assertThat(correlator.on(new Observation.Noticed(stay))).isEmpty();

        Incident.Filed filed = (Incident.Filed) correlator.on(confirmed).get(0);
        Incident.Filed again = (Incident.Filed) correlator.on(confirmed).get(0);
        Incident resolved = correlator.on(ended).get(0);

        assertThat(filed.repeated()).isFalse();
        assertThat(again).isEqualTo(new Incident.Filed(filed.file(), true));
        assertThat(resolved.file().id()).isEqualTo(filed.file().id());
        assertThat(resolved.file().resolution()).isEqualTo(new Resolution(Moment.of(whole.latest()), whole.dwell()));
        assertThat(book.find(filed.file().id()).orElseThrow().history().get(1).reason())
                .isEqualTo("left by itself after 42 s");
    }

    @Test
    void aStayThatLeftInTimeMakesNoCase() throws Exception {
        correlator.on(new Observation.Noticed(stay));

        assertThat(correlator.on(new Observation.Ended(stay, false))).isEmpty();
        assertThat(book.latest(1)).isEmpty();
    }

    @Test
    void whatALockedBookRefusedIsEnteredOnceItIsFree() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cases.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> correlator.on(confirmed)).isInstanceOf(CaseBookException.class);
            assertThatThrownBy(() -> correlator.on(ended)).isInstanceOf(CaseBookException.class);
            assertThat(correlator.backlogSize(Cases.CAMERA)).isEqualTo(2);
            statement.execute("ROLLBACK");
        }

        assertThat(correlator.retry(Cases.CAMERA))
                .extracting(incident -> incident.file().state())
                .containsExactly(CaseState.REPORTED, CaseState.REPORTED);
        assertThat(correlator.backlogSize(Cases.CAMERA)).isZero();
    }
}
