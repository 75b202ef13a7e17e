package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseBookKillTest {
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedCaseOutlivesKillMinusNine() throws Exception {
        Path db = folder.resolve("cases.db");
        List<String> acknowledged = fileAndKill(ROUNDS, List.of(db.toString()));

        try (SqlCaseBook book = SqlCaseBook.openSqlite(db, Clock.systemUTC())) {
            assertComplete(book, acknowledged);
        }
    }

    @Test
    void everyAcknowledgedCaseOnPostgresOutlivesKillMinusNineOfTheEngine() throws Exception {
        PostgresServer server = PostgresServer.shared();
        PostgresSettings settings = new PostgresSettings(
                server.url(PostgresServer.DATABASE),
                PostgresServer.USER,
                () -> PostgresServer.PASSWORD,
                server.freshSchema());
        List<String> acknowledged = fileAndKill(1, List.of(settings.url(), settings.user(), settings.schema()));

        try (SqlCaseBook book = SqlCaseBook.openPostgres(settings, Clock.systemUTC(), new CasePayloadJson())) {
            assertComplete(book, acknowledged);
        }
    }

    private static List<String> fileAndKill(int rounds, List<String> where) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            acknowledged.addAll(fileAndKill(where, 20 + 17 * round));
        }
        return acknowledged;
    }

    private static void assertComplete(CaseBook book, List<String> acknowledged) throws CaseBookException {
        List<String> onRecord = book.latest(Integer.MAX_VALUE).stream()
                .map(file -> file.id().value())
                .toList();
        assertThat(onRecord).containsAll(acknowledged).doesNotHaveDuplicates();
        // A case filed but not yet said when the kill came is fine; more than one a round is not.
        assertThat(onRecord).hasSizeLessThanOrEqualTo(acknowledged.size() + ROUNDS);
        assertThat(book.events().newest()).isEqualTo(onRecord.size());
    }

    /** Kills the process while it is filing, after {@code afterCases}; returns all it acknowledged by then. */
    private static List<String> fileAndKill(List<String> where, int afterCases)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CaseFilingProcess.class.getName()));
        command.addAll(where);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(CaseFilingProcess.PASSWORD_ENV, PostgresServer.PASSWORD);
        Process process = builder.start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("\\d{8}-\\d{6}-[0-9A-Z]{5}")) { // a log line is no case
                    said.add(line);
                }
                if (said.size() == afterCases) {
                    process.toHandle().destroyForcibly(); // SIGKILL; unlike the process, keeps the pipe open
                }
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).as("cases acknowledged before the kill").hasSizeGreaterThanOrEqualTo(afterCases);
        return said;
    }
}
