package io.streetward.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    /** The example of RFC 8785, 3.2.3, whose names sort by UTF-16 code units and not by code points. */
    private static final String UNSORTED = "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
            + "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\","
            + "\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";

    @Test
    void membersAreSortedAsTheStandardShows() throws Exception {
        String written = new String(CanonicalJson.write(new ObjectMapper().readTree(UNSORTED)), StandardCharsets.UTF_8);

        assertThat(written)
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void controlCharactersAreEscapedAndNothingElseIs() throws Exception {
        String json = "{\"a\":\"\\u0001\\b\\t\\n\\f\\r\\\"\\\\/东门\",\"b\":[1,-2,true,null],\"c\":{}}";

        assertThat(CanonicalJson.write(CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1, \"b\":2}",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1}\n",
                "{\"a\":1}{}",
                "{\"a\":1.0}",
                "{\"a\":0.5}",
                "{\"a\":9007199254740992}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\"",
                ""
            })
    void whatIsWrittenInAnotherWayIsRefused(String json) {
        assertThat(catchThrowable(() -> CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(java.io.IOException.class);
    }
}
