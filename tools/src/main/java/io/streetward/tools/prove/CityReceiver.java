package io.streetward.tools.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A receiver on the loopback that honours the key, and can be down in two ways: a closed port, or 503 to everything. */
final class CityReceiver implements AutoCloseable {
    private static final int OK = 204;
    private static final int UNAVAILABLE = 503;

    private final int port;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, List<Integer>> sequences = new LinkedHashMap<>();
    private final Map<String, Integer> timesByKey = new HashMap<>();
    private @Nullable HttpServer server;
    private int turnedAway;
    private volatile boolean well = true;

    CityReceiver() throws IOException {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/cases");
    }

    void closePort() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    void openPort(boolean takes) throws IOException {
        well = takes;
        if (server == null) {
            server = listen(port);
        }
    }

    /** Of each case the sequence numbers of its events, in the order they first came. */
    synchronized Map<String, List<Integer>> sequences() {
        Map<String, List<Integer>> copy = new LinkedHashMap<>();
        sequences.forEach((id, numbers) -> copy.put(id, List.copyOf(numbers)));
        return copy;
    }

    synchronized int keys() {
        return timesByKey.size();
    }

    /** Posts whose key was known already. */
    synchronized int repeats() {
        return timesByKey.values().stream().mapToInt(times -> times - 1).sum();
    }

    synchronized int turnedAway() {
        return turnedAway;
    }

    @Override
    public void close() {
        closePort();
        threads.shutdownNow();
    }

    private HttpServer listen(int wanted) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
        listening.setExecutor(threads);
        listening.createContext("/", this::take);
        listening.start();
        return listening;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            exchange.sendResponseHeaders(enter(key, body) ? OK : UNAVAILABLE, -1);
        }
    }

    private synchronized boolean enter(String key, byte[] body) throws IOException {
        if (!well) {
            turnedAway++;
            return false;
        }
        if (timesByKey.merge(key, 1, Integer::sum) == 1) {
            JsonNode event = mapper.readTree(body);
            sequences
                    .computeIfAbsent(event.at("/case/id").asText(), id -> new ArrayList<>())
                    .add(event.path("sequence").asInt());
        }
        return true;
    }
}
