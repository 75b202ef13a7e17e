package io.streetward.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseFile;
import io.streetward.config.StreetwardConfig;
import io.streetward.evidence.DataFolders;
import io.streetward.ingest.StreamState;
import io.streetward.ingest.StreamSupervisor;
import io.streetward.server.CaseApi;
import io.streetward.server.Health;
import io.streetward.server.HttpServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running engine: cameras in, cases and announcements out, until it is closed. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final CaseBook book;
    private final DataFolders folders;
    private final HttpServer server;
    private final ShutdownStack shutdown;

    private Engine(CaseBook book, DataFolders folders, HttpServer server, ShutdownStack shutdown) {
        this.book = book;
        this.folders = folders;
        this.server = server;
        this.shutdown = shutdown;
    }

    /**
     * Builds everything and starts it.
     *
     * @param dataDir where cases are kept; created when missing
     * @param onFiled told of each new case once it is durable, on a rule thread; must not block
     * @throws StartupException when something it cannot do without is missing; nothing stays open then
     */
    public static Engine start(StreetwardConfig config, Path dataDir, Clock clock, Consumer<CaseFile> onFiled)
            throws StartupException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ShutdownStack shutdown = new ShutdownStack();
        boolean started = false;
        try {
            EngineAssembly assembly = new EngineAssembly(config, dataDir, clock, onFiled, meters, shutdown);
            List<Camera> cameras = assembly.build();
            StreetwardConfig.Server http = config.server();
            HttpServer server = openServer(http, meters, cameras, assembly.caseApi());
            shutdown.push("HTTP server", server::close);
            cameras.forEach(camera -> camera.streams().forEach(StreamSupervisor::start));
            LOG.info(
                    "Streetward {} at site {}: {} cameras, detector {}, data in {}, metrics at http://{}:{}/metrics",
                    EngineVersion.current(),
                    config.site().id(),
                    cameras.size(),
                    config.models().detector(),
                    dataDir.toAbsolutePath(),
                    http.host(),
                    server.port());
            started = true;
            return new Engine(assembly.book(), new DataFolders(dataDir), server, shutdown);
        } finally {
            if (!started) {
                shutdown.close();
            }
        }
    }

    public CaseBook book() {
        return book;
    }

    public DataFolders folders() {
        return folders;
    }

    /** The port of {@code /metrics} and {@code /healthz}. */
    public int httpPort() {
        return server.port();
    }

    /** Ends within five seconds: clips and cases in hand are finished, or completed at the next start. */
    @Override
    public void close() {
        LOG.info("stopping");
        shutdown.close();
        LOG.info("stopped");
    }

    private static HttpServer openServer(
            StreetwardConfig.Server http, PrometheusMeterRegistry meters, List<Camera> cameras, CaseApi cases)
            throws StartupException {
        try {
            return new HttpServer(http.host(), http.port(), meters, () -> health(cameras), cases);
        } catch (RuntimeException e) {
            throw new StartupException(
                    "cannot listen on " + http.host() + ":" + http.port() + " for /metrics; is another engine"
                            + " running? Choose another server.port (0 picks a free one): " + e.getMessage(),
                    e);
        }
    }

    private static Health health(List<Camera> cameras) {
        TreeMap<String, String> states = new TreeMap<>();
        int live = 0;
        int waiting = 0;
        for (Camera camera : cameras) {
            StreamState state = camera.state();
            states.put(camera.id().value(), state.toString());
            live += state.phase() == StreamState.Phase.LIVE ? 1 : 0;
            waiting += camera.desk().backlogSize();
        }
        return waiting == 0
                ? new Health(true, "running", live, cameras.size(), states)
                : new Health(
                        false,
                        "the case book cannot be written; " + waiting + " observations wait",
                        live,
                        cameras.size(),
                        states);
    }
}
