package io.streetward.tools.camera;

import static io.streetward.tools.camera.RtspAuthenticator.Verdict.DENIED;
import static io.streetward.tools.camera.RtspAuthenticator.Verdict.GRANTED;
import static io.streetward.tools.camera.RtspAuthenticator.Verdict.STALE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RtspAuthenticatorTest {
    private static final String URI = "rtsp://127.0.0.1/gate";
    private static final String REALM = "Streetward camera";

    private long nowNanos = Long.MAX_VALUE - 1; // System.nanoTime may wrap
    private final RtspAuthenticator authenticator = new RtspAuthenticator(
            new CameraCredentials("op", "s3 cret"), EnumSet.allOf(AuthScheme.class), () -> nowNanos);

    private String nonce() {
        return new DigestHeader(authenticator.challenges(false).get(0)).get("nonce"); // SHA-256 comes first
    }

    private static String digest(String user, String password, String nonce) {
        return digest("MD5", user, password, nonce);
    }

    private static String digest(String algorithm, String user, String password, String nonce) {
        String response = hash(
                algorithm,
                hash(algorithm, user + ":" + REALM + ":" + password) + ":" + nonce + ":"
                        + hash(algorithm, "PLAY:" + URI));
        String named = algorithm.equals("MD5") ? "" : ", algorithm=" + algorithm;
        return "Digest username=\"" + user + "\", realm=\"" + REALM + "\", nonce=\"" + nonce + "\", uri=\"" + URI
                + "\", response=\"" + response + "\"" + named;
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    @Test
    void grantsTheRightDigestForTheRightMethodOnly() {
        String header = digest("op", "s3 cret", nonce());

        assertThat(authenticator.judge("PLAY", header)).isEqualTo(GRANTED);
        assertThat(authenticator.judge("SETUP", header)).isEqualTo(DENIED);
    }

    @Test
    void deniesAWrongPasswordUserOrNonce() {
        assertThat(authenticator.judge("PLAY", digest("op", "wrong", nonce()))).isEqualTo(DENIED);
        assertThat(authenticator.judge("PLAY", digest("other", "s3 cret", nonce())))
                .isEqualTo(DENIED);
        assertThat(authenticator.judge("PLAY", digest("op", "s3 cret", "0".repeat(48))))
                .isEqualTo(DENIED);
        assertThat(authenticator.judge("PLAY", digest("op", "s3 cret", ""))).isEqualTo(DENIED);
    }

    @Test
    void callsARightAnswerToAnOldNonceStale() {
        String old = nonce();
        nowNanos += RtspAuthenticator.NONCE_LIFE.plus(Duration.ofSeconds(1)).toNanos();

        assertThat(authenticator.judge("PLAY", digest("op", "s3 cret", old))).isEqualTo(STALE);
        assertThat(authenticator.judge("PLAY", digest("op", "wrong", old))).isEqualTo(DENIED);
        assertThat(authenticator.challenges(true).get(0)).contains("stale=true");
    }

    @Test
    void takesSha256AsRfc7616HasIt() {
        assertThat(authenticator.challenges(false))
                .extracting(challenge -> challenge.replaceAll(".*(algorithm=[^,]*).*", "$1"))
                .containsExactly("algorithm=SHA-256", "algorithm=MD5", "Basic realm=\"" + REALM + "\"");
        assertThat(authenticator.judge("PLAY", digest("SHA-256", "op", "s3 cret", nonce())))
                .isEqualTo(GRANTED);
        assertThat(authenticator.judge("PLAY", digest("SHA-256", "op", "wrong", nonce())))
                .isEqualTo(DENIED);
    }

    @Test
    void takesOnlyWhatItOffers() {
        RtspAuthenticator strict = new RtspAuthenticator(
                new CameraCredentials("op", "s3 cret"), EnumSet.of(AuthScheme.DIGEST_SHA_256), () -> nowNanos);
        String nonce = new DigestHeader(strict.challenges(false).get(0)).get("nonce");

        assertThat(strict.judge("PLAY", digest("SHA-256", "op", "s3 cret", nonce)))
                .isEqualTo(GRANTED);
        assertThat(strict.judge("PLAY", digest("op", "s3 cret", nonce))).isEqualTo(DENIED);
        assertThat(strict.judge("PLAY", basic("op:s3 cret"))).isEqualTo(DENIED);
    }

    @Test
    void grantsBasicCredentials() {
        assertThat(authenticator.judge("PLAY", basic("op:s3 cret"))).isEqualTo(GRANTED);
        assertThat(authenticator.judge("PLAY", basic("op:wrong"))).isEqualTo(DENIED);
        assertThat(authenticator.judge("PLAY", "Basic")).isEqualTo(DENIED);
        assertThat(authenticator.judge("PLAY", "")).isEqualTo(DENIED);
        assertThat(authenticator.judge("PLAY", "Bearer token")).isEqualTo(DENIED);
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(new CameraCredentials("op", "s3 cret").toString()).doesNotContain("s3 cret");
    }
}
