package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.announce.SpeechTemplate.Slot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeechTemplateTest {
    @Test
    void slotsAreFilled() {
        SpeechTemplate template = SpeechTemplate.parse(
                "Hello, this is {who}. At {place}, {time}: {conduct}. Please use {alternative}. Thank you.");

        String text = template.fill(Map.of(
                Slot.WHO, "the city",
                Slot.PLACE, "Chang'an Road $1",
                Slot.TIME, "nine o'clock",
                Slot.CONDUCT, "a vehicle stands in the fire lane",
                Slot.ALTERNATIVE, "the car park in Bank Street"));

        assertThat(text)
                .isEqualTo(
                        "Hello, this is the city. At Chang'an Road $1, nine o'clock: a vehicle stands in the fire lane."
                                + " Please use the car park in Bank Street. Thank you.");
        assertThat(template.slots()).containsExactlyInAnyOrder(Slot.values());
    }

    @Test
    void whatIsFilledInIsNotReadAsATemplate() {
        assertThat(SpeechTemplate.parse("{place}!").fill(Map.of(Slot.PLACE, "{time}")))
                .isEqualTo("{time}!");
    }

    @Test
    void textWithoutSlotsIsItself() {
        assertThat(SpeechTemplate.parse("请勿停车。").fill(Map.of())).isEqualTo("请勿停车。");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> SpeechTemplate.parse("At {plaec}."))
                .hasMessageContaining("no slot {plaec}")
                .hasMessageContaining("{who}, {place}, {conduct}, {alternative}, {time}");
        assertThatThrownBy(() -> SpeechTemplate.parse("At {place.")).hasMessageContaining("without its partner");
        assertThatThrownBy(() -> SpeechTemplate.parse("At place}.")).hasMessageContaining("without its partner");
        assertThatThrownBy(() -> SpeechTemplate.parse(" ")).hasMessageContaining("blank");
        assertThatThrownBy(() -> SpeechTemplate.parse("At {place}.").fill(Map.of()))
                .hasMessageContaining("needs {place}");
    }
}
