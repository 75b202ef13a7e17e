package io.streetward.sinks.viid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestLoginTest {
    private static final String CHALLENGE =
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
                    + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                    + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private final DigestLogin login =
            new DigestLogin("Mufasa", () -> "Circle of Life", () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

    @ParameterizedTest
    @CsvSource({
        "MD5,8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256,753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void theExamplesOfRfc7616ComeOutAsPrintedThere(String algorithm, String response) {
        assertThat(login.challenged(CHALLENGE.formatted(algorithm))).isTrue();
        assertThat(login.answer("GET", "/dir/index.html").orElseThrow())
                .contains("response=\"" + response + "\"", "nc=00000001", "qop=auth,");
        assertThat(login.answer("GET", "/dir/index.html").orElseThrow()).contains("nc=00000002");
    }

    @Test
    void anotherSchemeOrAlgorithmIsNotAnswered() {
        assertThat(login.challenged("Basic realm=\"x\"")).isFalse();
        assertThat(login.challenged(CHALLENGE.formatted("SHA-512-256"))).isFalse();
        assertThat(login.answer("GET", "/")).isEmpty();
    }
}
