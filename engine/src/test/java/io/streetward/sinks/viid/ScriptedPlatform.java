package io.streetward.sinks.viid;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A GA/T 1400.4 platform as its public descriptions have it: digest log-in, registration before anything else. */
final class ScriptedPlatform implements AutoCloseable {
    static final String USER = "37010300001190000001";
    static final String PASSWORD = "platform-secret";
    private static final String REALM = "viid";

    /** What came in, good or not. */
    record Request(String path, String user, String contentType, String body, int status) {}

    private final HttpServer server;
    private final List<Request> requests = new ArrayList<>();
    private boolean registered;
    private int nonce = 1;
    private int nextCode;

    ScriptedPlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/VIID", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Paths that were answered with 200, in order. */
    List<String> taken() {
        return requests().stream()
                .filter(request -> request.status() == 200)
                .map(Request::path)
                .toList();
    }

    /** The platform forgets the site, as after a restart of its own. */
    synchronized void forget() {
        registered = false;
        nonce++;
    }

    /** The next request that is no registration gets this StatusCode. */
    synchronized void answerOnce(int code) {
        nextCode = code;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = logsIn(exchange.getRequestHeaders().getFirst("Authorization"), path);
            boolean register = path.equals("/VIID/System/Register");
            int status = known && (register || registered) ? 200 : 401;
            registered = status == 200 && (register || registered) && !path.endsWith("UnRegister");
            requests.add(new Request(
                    path,
                    exchange.getRequestHeaders().getFirst("User-Identify"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body,
                    status));
            if (status == 401) {
                exchange.getResponseHeaders()
                        .add(
                                "WWW-Authenticate",
                                "Digest realm=\"" + REALM + "\", qop=\"auth\", nonce=\"n" + nonce + "\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            int code = register ? 0 : nextCode;
            nextCode = register ? nextCode : 0;
            byte[] answer = ("{\"ResponseStatusListObject\":{\"ResponseStatusObject\":[{\"RequestURL\":\"" + path
                            + "\",\"StatusCode\":" + code + ",\"StatusString\":\"scripted\"}]}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private boolean logsIn(String header, String path) {
        if (header == null
                || !header.contains("nonce=\"n" + nonce + "\"")
                || !value(header, "uri").equals(path)) {
            return false;
        }
        String secret = md5(USER + ":" + REALM + ":" + PASSWORD);
        String expected = md5(secret + ":n" + nonce + ":" + value(header, "nc") + ":" + value(header, "cnonce")
                + ":auth:" + md5("POST:" + path));
        return expected.equals(value(header, "response"));
    }

    private static String value(String header, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"?([^\",]+)").matcher(header);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
