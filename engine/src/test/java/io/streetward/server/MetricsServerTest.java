package io.streetward.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesMetricsInPrometheusTextAndHealthAsJson() throws Exception {
        meters.counter("streetward.cases.filed", "camera", "gate").increment();
        Health health = new Health(true, "running", 1, 1, Map.of("gate", "LIVE"));
        try (MetricsServer server = new MetricsServer("127.0.0.1", 0, meters, () -> health)) {
            HttpResponse<String> metrics = get(server.port(), "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).contains("streetward_cases_filed_total{camera=\"gate\"} 1.0");
            HttpResponse<String> healthz = get(server.port(), "/healthz");
            assertThat(healthz.statusCode()).isEqualTo(200);
            assertThat(healthz.body()).contains("\"camerasLive\":1").contains("\"gate\":\"LIVE\"");
        }
    }

    @Test
    void anEngineThatCannotWorkIsNotHealthy() throws Exception {
        Health sick = new Health(false, "case book cannot be written", 0, 1, Map.of());
        try (MetricsServer server = new MetricsServer("127.0.0.1", 0, meters, () -> sick)) {
            assertThat(get(server.port(), "/healthz").statusCode()).isEqualTo(503);
        }
    }
}
