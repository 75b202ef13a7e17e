package io.streetward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * GStreamer's RTSP server on 127.0.0.1, serving H.264 and H.265 files as live cameras.
 *
 * <p>Each file is looped in real time and passed through unchanged, with SPS and PPS before every keyframe; times
 * go on over the seam with no jump. All clients of a mount point see the same picture, so one that comes late
 * joins in the middle of a group of pictures, as with a real camera. The picture starts over when the last client
 * has gone. RTSP over TCP and UDP unicast.
 *
 * <p>Runs in a process of its own ({@code /usr/bin/python3}: only the system's Python has GStreamer's bindings),
 * which ends when the test's JVM does, however that ends.
 */
public final class GstRtspServer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = "gst_rtsp_server.py";
    private static final int KEPT_OUTPUT_LINES = 40;
    private static final int START_TIMEOUT_S = 30;

    private final Path script;
    private final Map<String, Path> mounts;
    private final @Nullable String user;
    private final @Nullable String password;
    private final int port;
    private final Deque<String> output = new ArrayDeque<>();
    private Process process;

    private GstRtspServer(Map<String, Path> mounts, @Nullable String user, @Nullable String password) {
        this.mounts = Map.copyOf(mounts);
        this.user = user;
        this.password = password;
        this.script = unpackScript();
        try {
            Started started = launch(0);
            this.process = started.process();
            this.port = started.port();
        } catch (RuntimeException e) {
            deleteScript();
            throw e;
        }
    }

    /**
     * Starts a server that asks for no credentials.
     *
     * @param mounts video file by mount point name (the path in the URL, without the leading slash)
     * @throws IllegalStateException when the server does not come up, with what it printed
     */
    public static GstRtspServer start(Map<String, Path> mounts) {
        return new GstRtspServer(mounts, null, null);
    }

    /**
     * Starts a server that asks for digest authentication.
     *
     * @param mounts video file by mount point name (the path in the URL, without the leading slash)
     * @throws IllegalStateException when the server does not come up, with what it printed
     */
    public static GstRtspServer start(Map<String, Path> mounts, String user, String password) {
        return new GstRtspServer(mounts, user, password);
    }

    /** Skips the calling test, by name, where GStreamer's RTSP server cannot run. */
    public static void assumeAvailable() {
        Assumptions.assumeTrue(
                Availability.PRESENT,
                "skipped: needs GStreamer's RTSP server bindings for " + PYTHON
                        + " (Debian: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base"
                        + " gstreamer1.0-plugins-good gstreamer1.0-plugins-bad)");
    }

    /** Gives the address of a mount point, without credentials. */
    public URI uri(String name) {
        return URI.create("rtsp://127.0.0.1:" + port + "/" + name);
    }

    /** Gives the address of a mount point with credentials in it, right or wrong; both must be URL-safe. */
    public URI uri(String name, String urlUser, String urlPassword) {
        return URI.create("rtsp://" + urlUser + ":" + urlPassword + "@127.0.0.1:" + port + "/" + name);
    }

    /** Returns the TCP port, the same one over restarts. */
    public int port() {
        return port;
    }

    /** Kills the server without a goodbye to its clients, as when a camera loses power. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(process);
    }

    /** Stops the server's process where it stands, connections left open: a camera that hangs. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen server run on. */
    public void thaw() {
        signal("CONT");
    }

    /** Starts the server again on the same port, after {@link #kill()} or while it runs. */
    public void restart() {
        kill();
        process = launch(port).process();
    }

    /** Returns the last lines that the server printed, for a failing test's message. */
    public String recentOutput() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    @Override
    public void close() {
        kill();
        deleteScript();
    }

    private void deleteScript() {
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Started(Process process, int port) {}

    private Started launch(int wantedPort) {
        List<String> command = new ArrayList<>(List.of(PYTHON, script.toString(), Integer.toString(wantedPort)));
        mounts.forEach((name, file) -> command.add(name + "=" + file.toAbsolutePath()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (user != null && password != null) {
            // Never on the command line, where any user of the machine could read it.
            builder.environment().put("STREETWARD_GST_USER", user);
            builder.environment().put("STREETWARD_GST_PASSWORD", password);
        }
        try {
            Process launched = builder.start();
            return new Started(launched, awaitPort(launched));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int awaitPort(Process launched) {
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        Thread reader = new Thread(() -> drain(launched, listening), "gst-rtsp-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return listening.get(START_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            launched.destroyForcibly();
            throw new IllegalStateException("GStreamer's RTSP server did not start; it printed:\n" + recentOutput(), e);
        } catch (InterruptedException e) {
            launched.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while GStreamer's RTSP server started", e);
        }
    }

    /** Reads all that the server prints, so that it never blocks on a full pipe. */
    private void drain(Process launched, CompletableFuture<Integer> listening) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(launched.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.startsWith("PORT ")) {
                    listening.complete(Integer.parseInt(line.substring("PORT ".length())));
                }
            }
        } catch (IOException e) {
            keep("(output ended: " + e.getMessage() + ")");
        }
        listening.completeExceptionally(new IOException("the process ended before it listened"));
    }

    private void keep(String line) {
        synchronized (output) {
            output.addLast(line);
            if (output.size() > KEPT_OUTPUT_LINES) {
                output.removeFirst();
            }
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            awaitEnd(kill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + ending.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path unpackScript() {
        try (InputStream resource = GstRtspServer.class.getResourceAsStream(SCRIPT)) {
            if (resource == null) {
                throw new IllegalStateException(SCRIPT + " is not on the class path beside " + GstRtspServer.class);
            }
            Path unpacked = Files.createTempFile("streetward-gst-", ".py");
            Files.copy(resource, unpacked, StandardCopyOption.REPLACE_EXISTING);
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks once per JVM, when first asked. */
    private static final class Availability {
        private static final String PROBE = """
                import gi
                gi.require_version('Gst', '1.0'); gi.require_version('GstRtspServer', '1.0')
                from gi.repository import Gst, GstRtspServer
                Gst.init(None)
                need = ['parsebin', 'qtdemux', 'appsrc', 'h264parse', 'h265parse', 'rtph264pay', 'rtph265pay']
                raise SystemExit(any(Gst.ElementFactory.find(name) is None for name in need))
                """;
        static final boolean PRESENT = probe();

        private static boolean probe() {
            if (!Files.isExecutable(Path.of(PYTHON))) {
                return false;
            }
            try {
                Process probe = new ProcessBuilder(PYTHON, "-c", PROBE)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return probe.waitFor(START_TIMEOUT_S, TimeUnit.SECONDS) && probe.exitValue() == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
