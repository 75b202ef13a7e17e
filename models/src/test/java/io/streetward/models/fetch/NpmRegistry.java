package io.streetward.models.fetch;

import com.sun.net.httpserver.HttpServer;
import io.streetward.models.importer.NpmClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A registry with one package, {@code nets} 1.0.0, for the real npm client. */
final class NpmRegistry implements AutoCloseable {
    private final HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final byte[] archive;
    /** What is sent; another than {@code archive} does not have the integrity that is published. */
    volatile byte[] sent;

    NpmRegistry(Map<String, byte[]> files) throws IOException {
        archive = pack(files);
        sent = archive;
        http.createContext("/", exchange -> {
            boolean tarball = exchange.getRequestURI().getPath().endsWith(".tgz");
            boolean known = exchange.getRequestURI().getPath().startsWith("/nets");
            byte[] body = tarball ? sent : packument().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", tarball ? "application/octet-stream" : "application/json");
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
    }

    /** The client on the path, told to ask here and to remember nothing. */
    NpmClient client(Path dir) {
        return new NpmClient(
                "npm",
                Map.of(
                        "npm_config_registry",
                        address(),
                        "npm_config_cache",
                        dir.resolve("npm-cache").toString(),
                        "npm_config_userconfig",
                        dir.resolve("npmrc").toString(),
                        "npm_config_noproxy",
                        "127.0.0.1",
                        "npm_config_fetch_retries",
                        "0",
                        "npm_config_update_notifier",
                        "false"));
    }

    private String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    private String packument() {
        return """
                {"name": "nets", "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0":
                  {"name": "nets", "version": "1.0.0",
                   "dist": {"tarball": "%snets/-/nets-1.0.0.tgz", "integrity": "sha512-%s"}}}}
                """.formatted(address(), sha512(archive));
    }

    private static String sha512(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pack(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            entry(tar, "package.json", "{\"name\": \"nets\", \"version\": \"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entry(tar, file.getKey(), file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void entry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("package/" + name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
