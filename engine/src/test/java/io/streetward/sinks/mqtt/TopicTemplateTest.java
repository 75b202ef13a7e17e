package io.streetward.sinks.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.cases.CaseEvent;
import io.streetward.sinks.EventDocument;
import io.streetward.sinks.SampleEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTemplateTest {
    @Test
    void slotsAreFilledInWithoutLevelsOrWildcardsOfTheirOwn() {
        CaseEvent event = SampleEvents.nth(1);
        String payload = event.payload().replace("\"gate-east\"", "\"gate/east+#\"");
        CaseEvent odd = new CaseEvent(1, event.key(), event.caseId(), event.kind(), event.at(), payload);
        assertThat(new TopicTemplate("s/{site}/{camera}/{event}/{state}").of(EventDocument.of(odd)))
                .isEqualTo("s/east-district/gate_east__/illegal_parking/filed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/{sight}", "a/+", "a/#", " "})
    void whatIsNoTopicIsRefused(String text) {
        assertThatThrownBy(() -> new TopicTemplate(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
