package io.streetward.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.Cases;
import io.streetward.cases.HistoryEntry;
import io.streetward.cases.SqlCaseBook;
import io.streetward.cases.Verdict;
import io.streetward.media.MediaTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
    private static final String TOKEN = "3f1c9a0e7b5d4c2a8e6f0b1d";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<CaseId> changed = new ArrayList<>();
    private final CaseFile file = Cases.caseFile(
            new CaseId("20261124-040040-00001"), Cases.stay(UUID.randomUUID(), MediaTime.ZERO, Duration.ofSeconds(30)));

    private Health health = new Health(true, "running", 1, 1, Map.of("gate", "LIVE"));
    private SqlCaseBook book;
    private HttpServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        book = SqlCaseBook.openSqlite(folder.resolve("cases.db"), Clock.systemUTC());
        book.file(file);
        server = serverFor(new Operators(Map.of("li.na", TOKEN)));
    }

    @AfterEach
    void stop() {
        server.close();
        book.close();
    }

    @Test
    void servesMetricsInPrometheusTextAndHealthAsJson() throws Exception {
        meters.counter("streetward.cases.filed", "camera", "gate").increment();

        HttpResponse<String> metrics = get("/metrics", "");
        HttpResponse<String> healthz = get("/healthz", "");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("streetward_cases_filed_total{camera=\"gate\"} 1.0");
        assertThat(healthz.statusCode()).isEqualTo(200);
        assertThat(healthz.body()).contains("\"camerasLive\":1").contains("\"gate\":\"LIVE\"");
    }

    @Test
    void anEngineThatCannotWorkIsNotHealthy() throws Exception {
        health = new Health(false, "case book cannot be written", 0, 1, Map.of());

        assertThat(get("/healthz", "").statusCode()).isEqualTo(503);
    }

    @Test
    void whoHasATokenMovesACaseOnUnderTheirOwnName() throws Exception {
        post("/state", "{\"to\": \"filed\", \"reason\": \"looked at\"}");
        HttpResponse<String> answer = post("/state", "{\"to\": \"dispatched\", \"reason\": \"to the road patrol\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"state\":\"dispatched\"");
        HistoryEntry last = book.find(file.id()).orElseThrow().history().get(2);
        assertThat(last.state()).isEqualTo(CaseState.DISPATCHED);
        assertThat(last.actor()).isEqualTo("li.na");
        assertThat(changed).containsExactly(file.id(), file.id());
    }

    @Test
    void aStepThatACaseMayNotTakeIsRefusedWithThoseThatItMay() throws Exception {
        HttpResponse<String> answer = post("/state", "{\"to\": \"closed\", \"reason\": \"done\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("is reported and cannot become closed")
                .contains("filed or needs_review");
        assertThat(changed).isEmpty();
    }

    @Test
    void aVerdictIsKeptWithItsReason() throws Exception {
        HttpResponse<String> answer = post(
                "/verdict", "{\"verdict\": \"rejected\", \"reason\": \"permitted\", \"comment\": \"a removal van\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        CaseDossier dossier = book.find(file.id()).orElseThrow();
        assertThat(dossier.file().state()).isEqualTo(CaseState.REJECTED);
        assertThat(dossier.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.actor()).isEqualTo("li.na");
            assertThat(verdict.reason()).isEqualTo(Verdict.RejectReason.PERMITTED);
            assertThat(verdict.comment()).isEqualTo("a removal van");
        });
    }

    @Test
    void withoutATokenNothingIsShownOrChanged() throws Exception {
        assertThat(get("/api/cases", "").statusCode()).isEqualTo(401);
        assertThat(get("/api/cases", "Bearer " + TOKEN + "x").statusCode()).isEqualTo(401);
        assertThat(get("/api/cases", "Basic " + TOKEN).statusCode()).isEqualTo(401);
        assertThat(get("/api/cases", "Bearer " + TOKEN).body())
                .contains(file.id().value());
    }

    @Test
    void withoutOperatorsThereIsNoDoor() throws Exception {
        server.close();
        server = serverFor(new Operators(Map.of()));

        HttpResponse<String> answer = get("/api/cases", "Bearer " + TOKEN);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("server.operators");
    }

    @Test
    void aRequestThatCannotBeUnderstoodSaysWhatWasExpected() throws Exception {
        assertThat(post("/state", "{\"to\": \"filled\", \"reason\": \"x\"}").body())
                .contains("to is filled; expected one of reported, needs_review, filed");
        assertThat(post("/state", "{\"to\": \"filed\"}").body()).contains("reason is missing");
        assertThat(post("/state", "{\"state\": \"filed\"}").body()).contains("unknown key state");
        assertThat(post("/state", "to=filed").body()).contains("no such JSON");
        assertThat(post("/verdict", "{\"verdict\": \"rejected\"}").body()).contains("reason is null; expected one of");
        assertThat(get("/api/cases?limit=0", "Bearer " + TOKEN).body()).contains("from 1 to 1000");
        HttpResponse<String> unknown = get("/api/cases/20261124-040040-00009", "Bearer " + TOKEN);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("there is no case 20261124-040040-00009");
    }

    private HttpServer serverFor(Operators operators) {
        CaseApi cases = new CaseApi(
                book,
                dossier -> dossier.file().id().value().getBytes(StandardCharsets.UTF_8),
                operators,
                changed::add,
                Clock.systemUTC());
        return new HttpServer("127.0.0.1", 0, meters, () -> health, cases);
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return send(HttpRequest.newBuilder(at(path)).header("Authorization", authorization));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(at("/api/cases/" + file.id() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
