package io.streetward.sinks.viid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP digest authentication of one user (RFC 7616; without qop as in RFC 2069), MD5 or SHA-256. Answers a challenge as often
 * as the server lets it, counting the uses of its nonce. Not thread-safe.
 */
final class DigestLogin {
    private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))");

    private final String user;
    private final Supplier<String> password;
    private final Supplier<String> clientNonces;
    private Map<String, String> challenge = Map.of();
    private int uses;

    /**
     * A user.
     *
     * @param password asked for at each answer
     * @param clientNonces of 16 characters or more, never the same twice
     */
    DigestLogin(String user, Supplier<String> password, Supplier<String> clientNonces) {
        this.user = user;
        this.password = password;
        this.clientNonces = clientNonces;
    }

    /**
     * Takes a {@code WWW-Authenticate} header.
     *
     * @return whether it can be answered
     */
    boolean challenged(String header) {
        if (!header.regionMatches(true, 0, "Digest ", 0, 7)) {
            return false;
        }
        Map<String, String> found = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header.substring(7));
        while (matcher.find()) {
            String quoted = matcher.group(2);
            found.put(matcher.group(1).toLowerCase(Locale.ROOT), quoted != null ? quoted : matcher.group(3));
        }
        challenge = Map.copyOf(found);
        uses = 0;
        return found.containsKey("nonce") && digest().isPresent();
    }

    /** The {@code Authorization} header of a request; empty before the first challenge. */
    Optional<String> answer(String method, String uri) {
        String nonce = challenge.get("nonce");
        Optional<MessageDigest> digest = digest();
        if (nonce == null || digest.isEmpty()) {
            return Optional.empty();
        }
        String realm = challenge.getOrDefault("realm", "");
        String secret = hash(digest.get(), user + ":" + realm + ":" + password.get());
        String request = hash(digest.get(), method + ":" + uri);
        StringBuilder header = new StringBuilder("Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\""
                + nonce + "\", uri=\"" + uri + "\"");
        if (challenge.getOrDefault("qop", "").matches("(.*[ ,])?auth([ ,].*)?")) {
            String count = String.format(Locale.ROOT, "%08x", ++uses);
            String own = clientNonces.get();
            header.append(", qop=auth, nc=")
                    .append(count)
                    .append(", cnonce=\"")
                    .append(own)
                    .append("\", response=\"");
            header.append(hash(digest.get(), secret + ":" + nonce + ":" + count + ":" + own + ":auth:" + request));
        } else {
            header.append(", response=\"").append(hash(digest.get(), secret + ":" + nonce + ":" + request));
        }
        header.append('"');
        if (challenge.containsKey("algorithm")) {
            header.append(", algorithm=").append(challenge.get("algorithm"));
        }
        if (challenge.containsKey("opaque")) {
            header.append(", opaque=\"").append(challenge.get("opaque")).append('"');
        }
        return Optional.of(header.toString());
    }

    private Optional<MessageDigest> digest() {
        String algorithm = challenge.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
        try {
            return algorithm.equals("MD5") || algorithm.equals("SHA-256")
                    ? Optional.of(MessageDigest.getInstance(algorithm))
                    : Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static String hash(MessageDigest digest, String text) {
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
