package io.streetward.server;

import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;

/**
 * The HTTP side: {@code /metrics} for Prometheus, {@code /healthz} for whoever restarts things, and {@link CaseApi cases}.
 */
public final class HttpServer implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin http;

    /**
     * Listens at once.
     *
     * @param port 0 picks a free one, see {@link #port()}
     * @throws io.javalin.util.JavalinBindException when the port is taken
     */
    public HttpServer(String host, int port, PrometheusMeterRegistry meters, Supplier<Health> health, CaseApi cases) {
        this.http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jetty.host = host;
            config.jetty.port = port;
            config.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(meters.scrape()));
            config.routes.get("/healthz", context -> {
                Health now = health.get();
                context.status(now.ok() ? 200 : 503).json(now);
            });
            cases.addTo(config.routes);
        });
        http.start();
    }

    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.stop();
    }
}
