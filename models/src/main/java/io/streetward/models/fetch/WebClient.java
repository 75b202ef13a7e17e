package io.streetward.models.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * GET over Java's client, through proxies, following redirects. Each hop is asked with the credentials of its own proxy
 * and no other; addresses are shown without user and query, which may be secret.
 */
final class WebClient {
    /** Java refuses Basic for CONNECT unless this is empty; read once, when its client is first used. */
    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private static final int MAX_HOPS = 10;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ProxySettings proxies;
    private final Duration timeout;
    private final HttpClient client;

    WebClient(ProxySettings proxies, Duration timeout) {
        if (System.getProperty(TUNNEL_SCHEMES) == null) { // else somebody has decided
            System.setProperty(TUNNEL_SCHEMES, "");
        }
        this.proxies = proxies;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new Selector(proxies))
                .build();
    }

    /** An address as messages may show it. */
    static String shown(URI url) {
        String port = url.getPort() == -1 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
    }

    /**
     * The answer, whatever its status but a redirect; the caller closes its body.
     *
     * @throws PassingException when there was no answer
     */
    HttpResponse<InputStream> get(URI url, Map<String, String> headers) throws FetchException, InterruptedException {
        URI at = url;
        for (int hop = 0; hop < MAX_HOPS; hop++) {
            Optional<HttpProxy> proxy = proxies.proxyFor(at);
            HttpResponse<InputStream> response = send(at, headers, proxy);
            if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
                close(response);
                throw refusedBy(proxy, at);
            }
            Optional<String> location = response.headers().firstValue("Location");
            if (!isRedirect(response.statusCode()) || location.isEmpty()) {
                return response;
            }
            close(response);
            at = next(at, location.get());
        }
        throw new FetchException(shown(url) + ": redirects " + MAX_HOPS + " times, expected the file");
    }

    private HttpResponse<InputStream> send(URI url, Map<String, String> headers, Optional<HttpProxy> proxy)
            throws FetchException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("User-Agent", "streetward")
                .header("Accept-Encoding", "identity"); // the hash is of the file, not of a packing of it
        headers.forEach(request::header);
        proxy.flatMap(HttpProxy::authorization).ifPresent(value -> request.header("Proxy-Authorization", value));
        String through = proxy.map(p -> " through the proxy " + p).orElse("");
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (SSLException e) {
            throw new FetchException(
                    shown(url) + through + ": no secure connection: " + reason(e)
                            + "; if your site's proxy opens TLS, give Java its certificate (-Djavax.net.ssl.trustStore)",
                    e);
        } catch (IOException e) {
            throw new PassingException(shown(url) + through + ": no answer: " + reason(e), e);
        }
    }

    /** What went wrong, where Java's own exception often says nothing but its name. */
    static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getMessage() == null && deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String name = deepest.getClass().getSimpleName();
        return switch (name) {
            case "UnresolvedAddressException" -> "the host's name is unknown here";
            case "ClosedChannelException" -> "the connection was closed";
            default -> deepest.getMessage() == null ? name : deepest.getMessage();
        };
    }

    private static FetchException refusedBy(Optional<HttpProxy> proxy, URI url) {
        String given = proxy.flatMap(HttpProxy::authorization).isPresent()
                ? "refused the user and password it was given"
                : "wants a user and password";
        return new FetchException("the proxy " + proxy.map(HttpProxy::toString).orElse("?") + " " + given
                + ", expected them in " + url.getScheme().toLowerCase(Locale.ROOT)
                + "_proxy as http://USER:PASSWORD@HOST:PORT, percent-encoded");
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI next(URI from, String location) throws FetchException {
        try {
            URI to = from.resolve(location);
            boolean secure = "https".equalsIgnoreCase(to.getScheme());
            boolean plain = "http".equalsIgnoreCase(to.getScheme()) && !"https".equalsIgnoreCase(from.getScheme());
            if (to.getHost() != null && (secure || plain)) {
                return to;
            }
            throw new FetchException(
                    shown(from) + ": redirects to " + shown(to) + ", expected https, or http from http only");
        } catch (IllegalArgumentException e) {
            throw new FetchException(shown(from) + ": redirects to what is no address", e);
        }
    }

    private static void close(HttpResponse<InputStream> response) {
        InputStream body = response.body();
        try {
            if (body != null) { // there is none when a proxy refuses to tunnel
                body.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // closing what is in memory
        }
    }

    private static final class Selector extends ProxySelector {
        private final ProxySettings proxies;

        Selector(ProxySettings proxies) {
            this.proxies = proxies;
        }

        @Override
        public List<Proxy> select(URI uri) {
            try {
                return List.of(proxies.proxyFor(uri).map(HttpProxy::toProxy).orElse(Proxy.NO_PROXY));
            } catch (FetchException e) {
                throw new IllegalStateException(e); // get() has asked the same before
            }
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            // The request fails with the same exception.
        }
    }
}
