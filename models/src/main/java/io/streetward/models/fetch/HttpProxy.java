package io.streetward.models.fetch;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy spoken to in plain HTTP: it forwards, or tunnels with CONNECT.
 *
 * @param authorization the value of Proxy-Authorization; secret
 */
record HttpProxy(String host, int port, Optional<String> authorization) {
    private static final int DEFAULT_PORT = 80;

    /**
     * Reads an address as the environment has it: {@code [http://][USER:PASSWORD@]HOST[:PORT]}, user and password
     * percent-encoded.
     *
     * @param variable for messages, which never show the value
     */
    static HttpProxy parse(String variable, String value) throws FetchException {
        String expected =
                ", expected http://[USER:PASSWORD@]HOST[:PORT] (its value is not shown: it may hold a password)";
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            if (!"http".equalsIgnoreCase(uri.getScheme())) {
                throw new FetchException(variable + ": found a proxy of the kind " + uri.getScheme() + expected);
            }
            if (uri.getHost() == null) {
                throw new FetchException(variable + ": found no host in it" + expected);
            }
            int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
            return new HttpProxy(
                    uri.getHost(),
                    port,
                    Optional.ofNullable(uri.getRawUserInfo()).map(HttpProxy::decoded));
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Neither message nor cause: both repeat the value.
            throw new FetchException(variable + ": found what is no address" + expected);
        }
    }

    /** With a user and password as they are. */
    static HttpProxy of(String host, int port, String user, String password) {
        return new HttpProxy(host, port, Optional.of(basic(user + ":" + password)));
    }

    Proxy toProxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    /** Host and port only. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static String decoded(String userInfo) {
        // URLDecoder is for forms, where a plus is a space; in an address it is a plus.
        return basic(URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /** RFC 7617. */
    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }
}
