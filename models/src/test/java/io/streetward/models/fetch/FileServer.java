package io.streetward.models.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One file over HTTP with ranges, as a well-behaved server gives it; the next answers may be scripted to be worse. Every
 * request is noted as "PATH range=… if-range=…".
 */
final class FileServer implements AutoCloseable {
    /** How a request is answered. */
    interface Answer {
        void give(FileServer server, HttpExchange exchange) throws IOException;
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    volatile byte[] content;
    volatile String etag = "\"v1\"";

    FileServer(byte[] content) throws IOException {
        this(content, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    FileServer(byte[] content, HttpServer http) {
        this.content = content;
        this.http = http;
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    void next(Answer... answers) {
        script.addAll(List.of(answers));
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    int port() {
        return http.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().getPath() + " range="
                + exchange.getRequestHeaders().getFirst("Range") + " if-range="
                + exchange.getRequestHeaders().getFirst("If-Range"));
        Answer answer = script.poll();
        try (exchange) {
            (answer == null ? whole() : answer).give(this, exchange);
        }
    }

    /** All of it, or the range that is asked for while If-Range fits. */
    static Answer whole() {
        return (server, exchange) -> server.send(exchange, true, Integer.MAX_VALUE);
    }

    /** Announces all and breaks off. */
    static Answer brokenAfter(int bytes) {
        return (server, exchange) -> server.send(exchange, true, bytes);
    }

    static Answer ignoringRange() {
        return (server, exchange) -> server.send(exchange, false, Integer.MAX_VALUE);
    }

    static Answer status(int status, String... headers) {
        return (server, exchange) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private void send(HttpExchange exchange, boolean ranges, int breakAfter) throws IOException {
        byte[] all = content;
        String range = exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        int from = 0;
        if (ranges && range != null && (ifRange == null || ifRange.equals(etag))) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
        if (!etag.isEmpty()) {
            exchange.getResponseHeaders().set("ETag", etag);
        }
        if (from >= all.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + all.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (all.length - 1) + "/" + all.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, all.length - from);
        OutputStream body = exchange.getResponseBody();
        body.write(all, from, Math.min(breakAfter, all.length - from));
        body.flush();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
