package io.streetward.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may change cases over HTTP, by a secret token each (RFC 6750). The name that goes on record is the token's, not what a request says. */
public final class Operators {
    private static final String SCHEME = "Bearer ";

    private final Map<String, String> tokenByName;

    /**
     * The site's operators.
     *
     * @param tokenByName secret tokens by the operator's or system's name; empty: nobody may
     */
    public Operators(Map<String, String> tokenByName) {
        this.tokenByName = Map.copyOf(tokenByName);
    }

    boolean isEmpty() {
        return tokenByName.isEmpty();
    }

    /** Whose token a request carries; compared in constant time, so that none can be guessed letter by letter. */
    Optional<String> nameOf(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return Optional.empty();
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        String found = null;
        for (Map.Entry<String, String> entry : tokenByName.entrySet()) {
            if (MessageDigest.isEqual(given, entry.getValue().getBytes(StandardCharsets.UTF_8))) {
                found = entry.getKey();
            }
        }
        return Optional.ofNullable(found);
    }
}
