package io.streetward.tools.prove;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A city's system that honours the idempotency key and is not always well: now and then it refuses for the moment, and now
 * and then it takes a case and the answer is lost on the way, which is how duplicates come about.
 */
final class Receiver implements AutoCloseable {
    private static final double UNWELL = 0.05;
    private static final double ANSWER_LOST = 0.05;
    private static final int THREADS = 4;
    private static final Pattern KEY = Pattern.compile("(.+)-(\\d+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Random random;
    private final Map<String, byte[]> bodies = new LinkedHashMap<>();
    private final Map<String, Integer> newestOfCase = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int repeats;
    private int differing;
    private int disordered;

    /** What came in. */
    record Tally(int keys, int repeats, int differing, int disordered, List<String> faults) {
        Tally {
            faults = List.copyOf(faults);
        }
    }

    Receiver(long seed) throws IOException {
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/cases");
    }

    synchronized Tally tally() {
        return new Tally(bodies.size(), repeats, differing, disordered, faults);
    }

    synchronized boolean has(String key) {
        return bodies.containsKey(key);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (chance(UNWELL)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            enter(key == null ? "" : key, body);
            if (!chance(ANSWER_LOST)) {
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private synchronized boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private synchronized void enter(String key, byte[] body) {
        byte[] before = bodies.putIfAbsent(key, body);
        if (before != null) {
            repeats++;
            if (!Arrays.equals(before, body)) {
                differing++;
                faults.add(key + " came again with another body");
            }
            return;
        }
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            faults.add("\"" + key + "\" is no key of a case's event");
            disordered++;
            return;
        }
        int number = Integer.parseInt(matcher.group(2));
        int expected = newestOfCase.getOrDefault(matcher.group(1), 0) + 1;
        if (number != expected) {
            disordered++;
            faults.add(key + " came when " + expected + " was next");
        }
        newestOfCase.merge(matcher.group(1), number, Math::max);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
