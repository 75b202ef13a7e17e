package io.streetward.models.fetch;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which proxy leads to an address. {@code -Dhttps.proxyHost} and its kin, when given for the address's scheme, come
 * before {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} of the environment (in lower
 * case first, then in upper case).
 */
public final class ProxySettings {
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private final Map<String, String> environment;

    /** Reads these variables. */
    public ProxySettings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static ProxySettings ofThisProcess() {
        return new ProxySettings(System.getenv());
    }

    /** The proxy for an address, or none when it is reached directly. */
    Optional<HttpProxy> proxyFor(URI url) throws FetchException {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        return System.getProperty(scheme + ".proxyHost", "").isEmpty()
                ? fromEnvironment(scheme, url)
                : fromProperties(scheme, url);
    }

    /** Java's own selector reads the properties, {@code http.nonProxyHosts} among them. */
    private static Optional<HttpProxy> fromProperties(String scheme, URI url) {
        for (Proxy proxy : ProxySelector.getDefault().select(url)) {
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                String user = System.getProperty(scheme + ".proxyUser", "");
                String host = address.getHostString();
                return Optional.of(
                        user.isEmpty()
                                ? new HttpProxy(host, address.getPort(), Optional.empty())
                                : HttpProxy.of(
                                        host,
                                        address.getPort(),
                                        user,
                                        System.getProperty(scheme + ".proxyPassword", "")));
            }
        }
        return Optional.empty();
    }

    private Optional<HttpProxy> fromEnvironment(String scheme, URI url) throws FetchException {
        for (String variable : new String[] {scheme + "_proxy", "all_proxy"}) {
            String value = variable(variable);
            if (!value.isEmpty()) {
                return excluded(url) ? Optional.empty() : Optional.of(HttpProxy.parse(variable, value));
            }
        }
        return Optional.empty();
    }

    /** Entries are hosts or domains with all below them, with or without a port, or {@code *}. */
    private boolean excluded(URI url) {
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        int port = url.getPort() != -1 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return SEPARATOR
                .splitAsStream(variable("no_proxy").toLowerCase(Locale.ROOT))
                .anyMatch(entry -> covers(entry, host, port));
    }

    private static boolean covers(String entry, String host, int port) {
        String domain = entry.replaceFirst("^\\*?\\.", "").replaceFirst(":" + port + "$", "");
        return entry.equals("*") || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)));
    }

    private String variable(String name) {
        String lower = environment.getOrDefault(name, "");
        String value = lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
        return value.strip();
    }
}
