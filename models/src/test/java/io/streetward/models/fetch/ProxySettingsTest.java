package io.streetward.models.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {
    private static final URI SECURE = URI.create("https://models.example/w.pt");
    private static final URI PLAIN = URI.create("http://models.example/w.pt");

    @Test
    void eachSchemeHasItsOwnVariableAndAllProxyServesTheRest() throws FetchException {
        ProxySettings settings = new ProxySettings(Map.of("https_proxy", "http://a:1", "ALL_PROXY", "b:2"));
        assertThat(settings.proxyFor(SECURE)).map(HttpProxy::toString).hasValue("a:1");
        assertThat(settings.proxyFor(PLAIN)).map(HttpProxy::toString).hasValue("b:2");
        assertThat(new ProxySettings(Map.of()).proxyFor(SECURE)).isEmpty();
    }

    @Test
    void lowerCaseComesBeforeUpperCase() throws FetchException {
        ProxySettings settings = new ProxySettings(Map.of("HTTP_PROXY", "upper:1", "http_proxy", "lower"));
        assertThat(settings.proxyFor(PLAIN)).map(HttpProxy::toString).hasValue("lower:80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                     | true",
                "models.example        | true",
                "other, .example       | true",
                "*.example             | true",
                "Models.Example:443    | true",
                "models.example:8443   | false",
                "els.example           | false",
                "''                    | false",
            })
    void hostsOfNoProxyAreReachedDirectly(String noProxy, boolean direct) throws FetchException {
        ProxySettings settings = new ProxySettings(Map.of("https_proxy", "http://a:1", "no_proxy", noProxy));
        assertThat(settings.proxyFor(SECURE).isEmpty()).isEqualTo(direct);
    }

    @Test
    void javasOwnPropertiesComeFirst() throws FetchException {
        ProxySettings settings = new ProxySettings(Map.of("https_proxy", "http://environment:1"));
        System.setProperty("https.proxyHost", "property");
        System.setProperty("https.proxyPort", "2");
        System.setProperty("https.proxyUser", "user");
        System.setProperty("https.proxyPassword", "pass");
        try {
            assertThat(settings.proxyFor(SECURE)).hasValue(HttpProxy.of("property", 2, "user", "pass"));
            System.setProperty("http.nonProxyHosts", "*.example");
            assertThat(settings.proxyFor(SECURE)).isEmpty();
            assertThat(settings.proxyFor(PLAIN)).isEmpty();
        } finally {
            for (String property : new String[] {
                "https.proxyHost", "https.proxyPort", "https.proxyUser", "https.proxyPassword", "http.nonProxyHosts"
            }) {
                System.clearProperty(property);
            }
        }
    }

    @Test
    void userAndPasswordAreDecodedAndNotShown() throws FetchException {
        HttpProxy proxy = HttpProxy.parse("https_proxy", "http://us+er:p%40ss%3A1@host:3128/");
        assertThat(proxy.authorization())
                .isEqualTo(HttpProxy.of("", 0, "us+er", "p@ss:1").authorization());
        assertThat(proxy.authorization()).isNotEqualTo(Optional.empty());
        assertThat(proxy).hasToString("host:3128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://user:hunter2@h:1",
                "https://user:hunter2@h:1",
                "http://user:hunter2@",
                "http://user:hun ter2@h",
                "http://user:hunter2%zz@h:1"
            })
    void whatIsNoSuchProxyIsRefusedWithoutRepeatingIt(String value) {
        assertThatThrownBy(() -> HttpProxy.parse("https_proxy", value))
                .isInstanceOf(FetchException.class)
                .hasNoCause()
                .hasMessageContaining("https_proxy: found ")
                .hasMessageContaining("expected http://[USER:PASSWORD@]HOST[:PORT]")
                .hasMessageNotContaining("hunter2");
    }
}
