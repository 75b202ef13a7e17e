package io.streetward.tools.bench.density;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A site of virtual cameras and an engine that watches them, each in a process of its own and paced in real time over
 * RTSP on loopback.
 */
final class SiteUnderTest implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int GROUPS = 6;
    private static final String LATENCY = "streetward_pipeline_capture_to_detection_seconds";

    private final Path folder;
    private final String policy;
    private final int cameras;
    private final double packetsPerSecond;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int metricsPort;
    private final List<ChildProgram> children = new ArrayList<>();
    private @Nullable ChildProgram engine;

    /** What the cameras show, and how many of them. */
    record Content(Path video, int cameras, double picturesPerSecond) {}

    private record Reading(
            Scrape metrics, double engineCpuSeconds, double camerasCpuSeconds, long residentBytes, long nanos) {}

    private SiteUnderTest(Path folder, String policy, List<Content> contents) throws IOException {
        this.folder = folder;
        this.policy = policy;
        this.cameras = contents.stream().mapToInt(Content::cameras).sum();
        this.packetsPerSecond = contents.stream()
                .mapToDouble(c -> c.cameras() * c.picturesPerSecond())
                .sum();
        this.metricsPort = freePort();
    }

    /**
     * Starts cameras and engine, and waits until every camera is live.
     *
     * @param folder for its files; empty
     */
    static SiteUnderTest start(Path folder, String policy, List<Content> contents)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        SiteUnderTest site = new SiteUnderTest(folder, policy, contents);
        boolean started = false;
        try {
            List<String> urls = new ArrayList<>();
            for (Content content : contents) {
                // Cameras of one process show the same in step; those of a real site are not in step.
                int groups = Math.min(content.cameras(), GROUPS);
                for (int group = 0; group < groups; group++) {
                    int share = (content.cameras() - group + groups - 1) / groups;
                    site.startCameras(new Content(content.video(), share, content.picturesPerSecond()), urls);
                }
            }
            site.startEngine(urls);
            started = true;
            return site;
        } finally {
            if (!started) {
                site.close();
            }
        }
    }

    private void startCameras(Content content, List<String> urls) throws IOException, InterruptedException {
        int port = freePort();
        ChildProgram fleet = ChildProgram.start(
                folder.resolve("cameras-" + port + ".log"),
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                List.of(
                        "camera",
                        "--port",
                        Integer.toString(port),
                        "--count",
                        Integer.toString(content.cameras()),
                        "--stream",
                        "street=" + content.video()));
        children.add(fleet);
        await(fleet, "Ctrl-C stops", "the virtual cameras");
        for (int i = 1; i <= content.cameras(); i++) {
            urls.add("rtsp://127.0.0.1:" + port + (content.cameras() == 1 ? "/street" : "/" + i + "/street"));
        }
    }

    private void startEngine(List<String> urls) throws IOException, InterruptedException {
        StringBuilder yaml = new StringBuilder();
        yaml.append("site: {id: density}\nserver: {port: ").append(metricsPort).append("}\n");
        yaml.append("inference: {threads: ")
                .append(Runtime.getRuntime().availableProcessors())
                .append("}\nevidence: {ringMegabytes: 16}\ncameras:\n");
        for (int i = 0; i < urls.size(); i++) {
            yaml.append(String.format(
                    Locale.ROOT,
                    "  - {id: cam-%d, url: '%s', decode: {policy: %s}, zones: [{id: road, kind: no_parking,"
                            + " polygon: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]}]}%n",
                    i + 1,
                    urls.get(i),
                    policy));
        }
        Path config = Files.writeString(folder.resolve("streams.yaml"), yaml);
        ChildProgram started = ChildProgram.start(
                folder.resolve("engine.log"),
                List.of("-Xmx" + (512 + 24L * cameras) + "m", "-XX:+UseParallelGC"),
                List.of(
                        "run",
                        "-c",
                        config.toString(),
                        "--data",
                        folder.resolve("data").toString()));
        children.add(started);
        engine = started;
        await(started, "running; metrics on port", "the engine");
    }

    static void await(ChildProgram child, String text, String what) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (child.line(text) == null) {
            if (!child.alive() || System.nanoTime() > end) {
                throw new IOException(what + " did not start: " + child.lastLine());
            }
            Thread.sleep(100);
        }
    }

    /** Lets it settle, then measures for a while. */
    Trial measure(Duration settle, Duration window, double baseResidentBytes) throws IOException, InterruptedException {
        awaitLive();
        Thread.sleep(settle.toMillis());
        Reading before = read();
        Thread.sleep(window.toMillis());
        Reading after = read();
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        double engineCpu = (after.engineCpuSeconds() - before.engineCpuSeconds()) / seconds;
        double ringBytes = after.metrics().sum("streetward_ring_bytes");
        double looks = delta(before, after, LATENCY + "_count", "");
        return new Trial(
                policy,
                cameras,
                (int) after.metrics().sum("streetward_ingest_live"),
                delta(before, after, "streetward_ingest_packets_total", "") / (packetsPerSecond * seconds),
                delta(before, after, "streetward_decode_dropped_total", "")
                        + delta(before, after, "streetward_inference_dropped_total", ""),
                looks / seconds,
                delta(before, after, "streetward_pipeline_looks_unchanged_total", "") / seconds,
                delta(before, after, "streetward_decode_frames_total", "") / seconds,
                engineCpu / cameras,
                (after.camerasCpuSeconds() - before.camerasCpuSeconds()) / seconds,
                after.metrics().quantile(LATENCY, before.metrics(), 0.5),
                after.metrics().quantile(LATENCY, before.metrics(), 0.95),
                after.metrics().quantile(LATENCY, before.metrics(), 0.99),
                (after.residentBytes() - ringBytes - baseResidentBytes) / Math.max(1, cameras - 1));
    }

    private void awaitLive() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos() / 2;
        while (Scrape.of(http, metricsPort).sum("streetward_ingest_live") < cameras && System.nanoTime() < end) {
            Thread.sleep(500);
        }
    }

    /** Resident memory of the engine now, without the rings. */
    double residentBytesWithoutRings() throws IOException, InterruptedException {
        Reading now = read();
        return now.residentBytes() - now.metrics().sum("streetward_ring_bytes");
    }

    private Reading read() throws IOException, InterruptedException {
        ChildProgram running = engine;
        if (running == null || !running.alive()) {
            throw new IOException("the engine ended: " + (running == null ? "" : running.lastLine()));
        }
        double all = 0;
        for (ChildProgram child : children) {
            all += child.cpuSeconds();
        }
        double own = running.cpuSeconds();
        return new Reading(Scrape.of(http, metricsPort), own, all - own, running.residentBytes(), System.nanoTime());
    }

    private static double delta(Reading before, Reading after, String name, String label) {
        return after.metrics().sum(name, label) - before.metrics().sum(name, label);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).close();
        }
    }
}
