package io.streetward.sinks.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a receiver who wrote a body, and when: HMAC-SHA256 (RFC 2104) over {@code TIMESTAMP.BODY}, the timestamp in Unix
 * seconds as in its own header. A receiver refuses timestamps off by more than five minutes, so a recorded request cannot be
 * sent again later.
 */
final class Signature {
    static final String TIMESTAMP_HEADER = "X-Streetward-Timestamp";
    static final String HEADER = "X-Streetward-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** The value of {@value #HEADER}: {@code v1=} and 64 lower-case hex digits. */
    static String of(byte[] secret, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
