package io.streetward.sinks.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.PayloadSchema;
import io.streetward.sinks.EventDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTemplateTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final ObjectNode full = EventDocument.sample(true).root();

    @Test
    void theExamplesThatTemplatesAreTriedOnArePayloads() throws Exception {
        assertThat(PayloadSchema.problems(full.toString())).isEmpty();
        assertThat(PayloadSchema.problems(EventDocument.sample(false).root().toString()))
                .isEmpty();
    }

    @Test
    void valuesAreEscapedSoThatNoTextCanBreakOutOfItsString() throws Exception {
        String evil = "x\",\"admin\":\"true\\ \n\u0001 <京A>";
        ((ObjectNode) full.at("/case/zone")).put("name", evil);
        String body = BodyTemplate.compile("{\"place\": \"{{case.zone.name}}\"}", SHANGHAI)
                .render(full);
        JsonNode read = new ObjectMapper().readTree(body);
        assertThat(read.at("/place").asText()).isEqualTo(evil);
        assertThat(read.size()).isEqualTo(1);
    }

    @Test
    void theExampleOfACitysFormIsJsonWithEverythingAndWithNothingThatMayBeMissing() throws Exception {
        Path file = Path.of("../streams-config/examples/city.mustache");
        BodyTemplate template = BodyTemplate.compile(Files.readString(file), SHANGHAI);
        full.putArray("pictures").addObject().put("file", "a.jpg").put("base64", "AA==");
        template.rehearse(full);
        JsonNode body = new ObjectMapper().readTree(template.render(full));
        assertThat(body.at("/discoverTime").asText()).isEqualTo("2026-11-24 12:03:11");
        assertThat(body.at("/plateNo").asText()).isEqualTo("京A12345");
        JsonNode bare = new ObjectMapper()
                .readTree(template.render(EventDocument.sample(false).root()));
        assertThat(bare.has("plateNo")).isFalse();
    }

    @Test
    void anEmptyValueIsNoObjectThatIsThere() throws Exception {
        String body = BodyTemplate.compile("{\"p\": \"{{case.left.lastSeenAt}}\"}", SHANGHAI)
                .render(EventDocument.sample(false).root());
        assertThat(body).isEqualTo("{\"p\": \"\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"{{case.zoom.name}}\"}",
                "{\"a\": {{case.zone.name}}}",
                "{\"a\": \"{{#case}}\"}",
                "{\"a\": {{{case}}}}",
                "{{=<% %>=}}{}",
                ""
            })
    void aTemplateThatIsWrongIsFoundBeforeTheFirstCase(String text) {
        assertThatThrownBy(() -> BodyTemplate.compile(text, SHANGHAI).rehearse(full))
                .isInstanceOf(TemplateException.class);
    }
}
