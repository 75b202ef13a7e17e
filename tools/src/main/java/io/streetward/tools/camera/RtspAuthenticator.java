package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digest (RFC 2617 section 3, MD5, with or without qop) and basic (RFC 2617 section 2) authentication, both offered, as
 * cameras do.
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
    private final LongSupplier nanoTime;
    private final SecretKeySpec key;

    RtspAuthenticator(CameraCredentials credentials, LongSupplier nanoTime) {
        this.credentials = credentials;
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
            return judgeBasic(rest);
        }
        return scheme.equalsIgnoreCase("Digest") ? judgeDigest(method, new DigestHeader(rest)) : Verdict.DENIED;
    }

    /** Returns the values of the WWW-Authenticate headers to answer with, the stronger first. */
    List<String> challenges(boolean stale) {
        String digest = "Digest realm=\"" + REALM + "\", nonce=\"" + newNonce() + "\", algorithm=MD5, qop=\"auth\""
                + (stale ? ", stale=true" : "");
        return List.of(digest, "Basic realm=\"" + REALM + "\"");
    }

    private Verdict judgeBasic(String encoded) {
        String expected =
                Base64.getEncoder().encodeToString((credentials.user() + ":" + credentials.password()).getBytes(UTF_8));
        return same(expected, encoded) ? Verdict.GRANTED : Verdict.DENIED;
    }

    private Verdict judgeDigest(String method, DigestHeader digest) {
        String nonce = digest.get("nonce");
        if (!credentials.user().equals(digest.get("username"))
                || !REALM.equals(digest.get("realm"))
                || !isOurs(nonce)) {
            return Verdict.DENIED;
        }
        String ha1 = md5(credentials.user() + ":" + REALM + ":" + credentials.password());
        // The uri that the client signed is not held against the request's: common clients sign the presentation's for
        // all.
        String ha2 = md5(method + ":" + digest.get("uri"));
        String qop = digest.get("qop");
        String expected = qop.isEmpty()
                ? md5(ha1 + ":" + nonce + ":" + ha2)
                : md5(ha1 + ":" + nonce + ":" + digest.get("nc") + ":" + digest.get("cnonce") + ":" + qop + ":" + ha2);
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

    private static String md5(String text) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is in every Java runtime", e);
        }
    }

    /** Compares in a time that does not tell how much was right. */
    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }
}
