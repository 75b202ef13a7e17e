package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digest (RFC 2617 section 3 with MD5, RFC 7616 with SHA-256; with or without qop) and basic (RFC 2617 section 2)
 * authentication.
 *
 * <p>A nonce carries its time of issue and a MAC over it, so nothing is kept per client; it is good for {@link
 * #NONCE_LIFE}, after which a client with the right password is told it is stale and need not ask its user again.
 */
final class RtspAuthenticator {
    static final Duration NONCE_LIFE = Duration.ofMinutes(5);

    private static final String REALM = "Streetward camera";
    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final CameraCredentials credentials;
    private final Set<AuthScheme> schemes;
    private final LongSupplier nanoTime;
    private final SecretKeySpec key;

    /**
     * Guards a camera.
     *
     * @param schemes what is offered and taken, at least one
     */
    RtspAuthenticator(CameraCredentials credentials, Set<AuthScheme> schemes, LongSupplier nanoTime) {
        this.credentials = credentials;
        this.schemes = EnumSet.copyOf(schemes);
        this.nanoTime = nanoTime;
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, MAC);
    }

    /** What a request's credentials are worth. */
    enum Verdict {
        GRANTED,
        /** Right, but over a nonce that is too old. */
        STALE,
        /** Missing or wrong. */
        DENIED
    }

    /**
     * Judges a request.
     *
     * @param method RTSP method, as in the request
     * @param authorization Authorization header, empty when there is none
     */
    Verdict judge(String method, String authorization) {
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? authorization : authorization.substring(0, space);
        String rest = space < 0 ? "" : authorization.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Basic")) {
            return schemes.contains(AuthScheme.BASIC) ? judgeBasic(rest) : Verdict.DENIED;
        }
        return scheme.equalsIgnoreCase("Digest") ? judgeDigest(method, new DigestHeader(rest)) : Verdict.DENIED;
    }

    /** Returns the values of the WWW-Authenticate headers to answer with, the stronger first. */
    List<String> challenges(boolean stale) {
        List<String> challenges = new ArrayList<>();
        for (AuthScheme scheme : schemes) {
            challenges.add(
                    scheme == AuthScheme.BASIC
                            ? "Basic realm=\"" + REALM + "\""
                            : "Digest realm=\"" + REALM + "\", nonce=\"" + newNonce() + "\", algorithm="
                                    + scheme.algorithm() + ", qop=\"auth\"" + (stale ? ", stale=true" : ""));
        }
        return challenges;
    }

    private Verdict judgeBasic(String encoded) {
        String expected =
                Base64.getEncoder().encodeToString((credentials.user() + ":" + credentials.password()).getBytes(UTF_8));
        return same(expected, encoded) ? Verdict.GRANTED : Verdict.DENIED;
    }

    private Verdict judgeDigest(String method, DigestHeader digest) {
        Optional<AuthScheme> scheme = AuthScheme.ofAlgorithm(digest.get("algorithm"));
        String nonce = digest.get("nonce");
        if (scheme.filter(schemes::contains).isEmpty()
                || !credentials.user().equals(digest.get("username"))
                || !REALM.equals(digest.get("realm"))
                || !isOurs(nonce)) {
            return Verdict.DENIED;
        }
        String algorithm = scheme.get().algorithm();
        String ha1 = hash(algorithm, credentials.user() + ":" + REALM + ":" + credentials.password());
        // The uri that the client signed is not held against the request's: common clients sign the presentation's for
        // all.
        String ha2 = hash(algorithm, method + ":" + digest.get("uri"));
        String qop = digest.get("qop");
        String expected = qop.isEmpty()
                ? hash(algorithm, ha1 + ":" + nonce + ":" + ha2)
                : hash(
                        algorithm,
                        ha1 + ":" + nonce + ":" + digest.get("nc") + ":" + digest.get("cnonce") + ":" + qop + ":"
                                + ha2);
        if (!same(expected, digest.get("response"))) {
            return Verdict.DENIED;
        }
        return nanoTime.getAsLong() - issuedNanos(nonce) > NONCE_LIFE.toNanos() ? Verdict.STALE : Verdict.GRANTED;
    }

    private String newNonce() {
        String issued = HEX.toHexDigits(nanoTime.getAsLong());
        return issued + mac(issued);
    }

    private boolean isOurs(String nonce) {
        int timeDigits = 2 * Long.BYTES;
        return nonce.length() > timeDigits && same(mac(nonce.substring(0, timeDigits)), nonce.substring(timeDigits));
    }

    private static long issuedNanos(String nonce) {
        return HexFormat.fromHexDigitsToLong(nonce, 0, 2 * Long.BYTES);
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HEX.formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, KEY_BYTES / 2);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is in every Java runtime", e);
        }
    }

    private static String hash(String algorithm, String text) {
        try {
            return HEX.formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is in every Java runtime", e);
        }
    }

    /** Compares in a time that does not tell how much was right. */
    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }
}
