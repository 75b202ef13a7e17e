package io.streetward.tools.camera;

import java.util.Optional;

/** Ways for a client to show its password, in the order a camera offers them. */
public enum AuthScheme {
    /** Digest with SHA-256 (RFC 7616). */
    DIGEST_SHA_256("SHA-256"),
    /** Digest with MD5 (RFC 2617 section 3), as most cameras have it. */
    DIGEST_MD5("MD5"),
    /** The password as it is (RFC 2617 section 2). */
    BASIC("");

    private final String algorithm;

    AuthScheme(String algorithm) {
        this.algorithm = algorithm;
    }

    /** Returns the digest's name in headers and in Java; empty for basic. */
    String algorithm() {
        return algorithm;
    }

    /** Finds a digest by the name in a header, where none means MD5. */
    static Optional<AuthScheme> ofAlgorithm(String name) {
        if (name.isEmpty() || name.equalsIgnoreCase(DIGEST_MD5.algorithm)) {
            return Optional.of(DIGEST_MD5);
        }
        return name.equalsIgnoreCase(DIGEST_SHA_256.algorithm) ? Optional.of(DIGEST_SHA_256) : Optional.empty();
    }
}
