package io.streetward.models.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.streetward.models.bundle.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy that wants a user and password: forwarding for http, tunnelling for https. */
@Timeout(60)
class ProxyFetchTest {
    private static final byte[] CONTENT = Site.noise(300_000);
    private static final String WORD = "hunter2";

    @TempDir
    private Path dir;

    private ForwardProxy proxy;
    private Site site;

    @BeforeEach
    void start() throws IOException {
        proxy = new ForwardProxy("user:p@" + WORD);
        site = new Site(dir);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @Test
    void aPlainDownloadIsForwardedAndResumedThroughTheProxy() throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            Path folder = site.describeDownload(server, CONTENT);
            server.next(FileServer.brokenAfter(100_000));
            site.fetcher(Map.of("http_proxy", address("user:p%40" + WORD))).fetch("mini");
            assertThat(folder.resolve("w.pt")).hasBinaryContent(CONTENT);
            assertThat(server.requests)
                    .containsExactly("/w.pt range=null if-range=null", "/w.pt range=bytes=100000- if-range=\"v1\"");
            assertThat(proxy.seen).hasSize(2).allMatch(line -> line.startsWith("GET " + server.url("/w.pt")));
            assertThat(site.saidInAll()).doesNotContain(WORD);
        }
    }

    @Test
    void aSecureDownloadIsTunnelledWithTheProxysPassword() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext tls = selfSigned();
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        SSLContext.setDefault(tls);
        try (FileServer server = new FileServer(CONTENT, https)) {
            String url = "https://127.0.0.1:" + server.port() + "/w.pt";
            String sha256 = Sha256.of(CONTENT);
            Path folder = site.describe(
                    "{file: w.pt, sha256: " + sha256 + "}",
                    "source: {files: [{url: \"" + url + "\", sha256: " + sha256 + "}]}");
            assertThatThrownBy(() -> site.fetcher(Map.of("https_proxy", address("user:wrong" + WORD)))
                            .fetch("mini"))
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("the proxy 127.0.0.1:" + proxy.port()
                            + " refused the user and password it was given, expected them in https_proxy")
                    .hasMessageNotContaining(WORD);
            site.fetcher(Map.of("https_proxy", address("user:p%40" + WORD))).fetch("mini");
            assertThat(folder.resolve("w.pt")).hasBinaryContent(CONTENT);
            assertThat(proxy.seen)
                    .containsExactly(
                            "CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1 407",
                            "CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void aProxyThatWantsAPasswordAndGotNoneIsNamed() throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            site.describeDownload(server, CONTENT);
            assertThatThrownBy(() -> site.fetcher(Map.of("http_proxy", "127.0.0.1:" + proxy.port()))
                            .fetch("mini"))
                    .hasMessageContaining("the proxy 127.0.0.1:" + proxy.port()
                            + " wants a user and password, expected them in http_proxy as"
                            + " http://USER:PASSWORD@HOST:PORT");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void theProxysPasswordIsNotTakenToTheServer() throws Exception {
        try (FileServer server = new FileServer(CONTENT)) {
            site.describeDownload(server, CONTENT);
            server.next((s, exchange) -> {
                assertThat(exchange.getRequestHeaders()).doesNotContainKey("Proxy-authorization");
                FileServer.whole().give(s, exchange);
            });
            site.fetcher(Map.of("http_proxy", address("user:p%40" + WORD), "no_proxy", "127.0.0.1"))
                    .fetch("mini");
            assertThat(proxy.seen).isEmpty();
        }
    }

    private String address(String userInfo) {
        return "http://" + userInfo + "@127.0.0.1:" + proxy.port();
    }

    /** A server's key that is trusted, made by the JDK's own tool. */
    private SSLContext selfSigned() throws Exception {
        Path store = dir.resolve("keys.p12");
        Path log = dir.resolve("keytool.log");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-alias",
                        "server",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(keytool.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(() -> log.toString()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return tls;
    }
}
