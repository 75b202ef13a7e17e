package io.streetward.sinks.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.streetward.cases.CaseEvent;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseId;
import io.streetward.sinks.EventDocument;
import io.streetward.sinks.EvidenceFiles;
import io.streetward.sinks.Outcome;
import io.streetward.testkit.Programs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSinkTest {
    private static final Instant NOW = Instant.parse("2026-11-24T04:00:00Z");
    private static final byte[] SECRET = "site-7-secret".getBytes(StandardCharsets.UTF_8);

    private HttpServer server;
    private volatile int status = 204;
    private volatile Headers headers;
    private volatile byte[] body;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            headers = exchange.getRequestHeaders();
            body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anEventIsPostedAsItIsWithItsKeyAndASignature() throws Exception {
        assertThat(sink(null, null, PictureSettings.NONE).deliver(event())).isInstanceOf(Outcome.Delivered.class);
        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(event().payload());
        assertThat(headers.getFirst("Idempotency-Key")).isEqualTo(event().key());
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(headers.getFirst("X-Streetward-Timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    }

    @Test
    void theSignatureIsWhatOpensslMakesOfTimestampAndBody(@TempDir Path folder) throws Exception {
        Programs.assumeOnPath("openssl");
        sink(null, null, PictureSettings.NONE).deliver(event());
        Path signed = folder.resolve("signed");
        byte[] stamp = (headers.getFirst("X-Streetward-Timestamp") + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] both = new byte[stamp.length + body.length];
        System.arraycopy(stamp, 0, both, 0, stamp.length);
        System.arraycopy(body, 0, both, stamp.length, body.length);
        Files.write(signed, both);
        Process openssl = new ProcessBuilder(
                        "openssl", "dgst", "-sha256", "-hmac", "site-7-secret", "-r", signed.toString())
                .start();
        String hex = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).substring(0, 64);
        assertThat(headers.getFirst("X-Streetward-Signature")).isEqualTo("v1=" + hex);
    }

    @Test
    void aFormCarriesTheJsonInItsField() throws Exception {
        sink(null, "data", PictureSettings.NONE).deliver(event());
        String form = new String(body, StandardCharsets.UTF_8);
        assertThat(form).startsWith("data=");
        assertThat(URLDecoder.decode(form.substring(5), StandardCharsets.UTF_8)).isEqualTo(event().payload());
    }

    @Test
    void picturesThatMayLeaveTheSiteGoAlongAndNoOthersWithinTheBound() throws Exception {
        PictureSettings inline = new PictureSettings(PictureSettings.Form.INLINE, "", 500_000);
        sink(null, null, inline).deliver(event());
        var pictures = new ObjectMapper().readTree(body).path("pictures");
        assertThat(pictures).hasSize(1);
        assertThat(pictures.get(0).path("role").asText()).isEqualTo("confirmation_still_annotated");
        assertThat(pictures.get(0).path("base64").asText()).hasSize((412_345 + 2) / 3 * 4);

        PictureSettings small = new PictureSettings(PictureSettings.Form.INLINE, "", 1_000);
        sink(null, null, small).deliver(event());
        assertThat(new ObjectMapper().readTree(body).at("/pictures/0/base64").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "200,Delivered",
        "204,Delivered",
        "400,Refused",
        "404,Refused",
        "409,Refused",
        "422,Refused",
        "401,Unreachable",
        "403,Unreachable",
        "408,Unreachable",
        "425,Unreachable",
        "429,Unreachable",
        "302,Unreachable",
        "500,Unreachable",
        "503,Unreachable"
    })
    void whatAnAnswerMeans(int answer, String outcome) throws Exception {
        status = answer;
        assertThat(sink(null, null, PictureSettings.NONE)
                        .deliver(event())
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void aClosedPortIsOutOfReach() throws Exception {
        server.stop(0);
        assertThat(sink(null, null, PictureSettings.NONE).deliver(event())).isInstanceOf(Outcome.Unreachable.class);
    }

    static CaseEvent event() {
        EventDocument sample = EventDocument.sample(true);
        var root = sample.root();
        var items = (com.fasterxml.jackson.databind.node.ArrayNode) root.at("/case/evidence/items");
        items.addObject()
                .put("role", "confirmation_still")
                .put("file", "raw.jpg")
                .put("sha256", "00")
                .put("bytes", 9);
        return new CaseEvent(
                7, sample.text("/key"), new CaseId(sample.text("/case/id")), CaseEventKind.STATE, NOW, root.toString());
    }

    private WebhookSink sink(BodyTemplate template, String field, PictureSettings pictures) {
        EvidenceFiles files = (id, name) -> Optional.of(new byte[412_345]);
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/cases");
        return new WebhookSink(
                new WebhookSettings(url, template, field, Duration.ofSeconds(5), pictures),
                () -> SECRET,
                null,
                files,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
