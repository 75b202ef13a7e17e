package io.streetward.sinks.mqtt;

import io.streetward.testkit.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Eclipse Mosquitto from Debian, on a free port of the loopback. */
final class Mosquitto implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/mosquitto");

    private final Path configuration;
    private final int port;
    private Process process;

    Mosquitto(Path folder, String more) throws Exception {
        Assumptions.assumeTrue(Programs.onPath("mosquitto") || Files.isExecutable(BINARY), "skipped: needs mosquitto");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        configuration = folder.resolve("mosquitto.conf");
        Files.writeString(configuration, "listener " + port + " 127.0.0.1\n" + more);
        start();
    }

    int port() {
        return port;
    }

    void start() throws Exception {
        process = new ProcessBuilder(
                        Files.isExecutable(BINARY) ? BINARY.toString() : "mosquitto", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(configuration.resolveSibling("mosquitto.log").toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "mosquitto: " + Files.readString(configuration.resolveSibling("mosquitto.log")));
            }
            Thread.onSpinWait();
        }
    }

    void stop() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        stop();
    }

    private boolean listens() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
