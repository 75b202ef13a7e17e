package io.streetward.codec;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream comes from, and with which credentials. Prints without them, always.
 *
 * @param address {@code rtsp://host:port/path}, {@code rtsps://…}, {@code http(s)://…} or {@code file:/…}
 */
public record SourceUrl(URI address, @Nullable Credentials credentials) {
    /** Digest or basic, as the server asks (RFC 2617). */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return user + ":***";
        }
    }

    public SourceUrl {
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("the address of " + address.getHost()
                    + " carries a user name or password; give them as credentials instead");
        }
    }

    public boolean isRtsp() {
        return "rtsp".equals(address.getScheme()) || "rtsps".equals(address.getScheme());
    }

    public boolean isFile() {
        return "file".equals(address.getScheme());
    }

    /** Whether a certificate is involved. */
    public boolean overTls() {
        return "rtsps".equals(address.getScheme()) || "https".equals(address.getScheme());
    }

    /** As FFmpeg wants it; secret. */
    String forFfmpeg() {
        if (isFile()) {
            return address.getPath();
        }
        if (credentials == null) {
            return address.toString();
        }
        String rest = address.toString().substring(address.getScheme().length() + "://".length());
        return address.getScheme() + "://" + percentEncoded(credentials.user()) + ":"
                + percentEncoded(credentials.password()) + "@" + rest;
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private static String percentEncoded(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (unreserved || "-._~".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }
}
