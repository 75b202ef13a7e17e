package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PronunciationTest {
    private final Pronunciation pronunciation = new Pronunciation(Map.of("单县", "shan4 xian4"));

    @Test
    void chineseIsPinyinForAMandarinVoiceAndPinyinStaysAsItIs() throws Exception {
        assertThat(pronunciation.written("单县银行", Voice.MANDARIN)).isEqualTo("shan4 xian4 yin2 hang2");
        assertThat(pronunciation.written("银行", new Voice("cmn-latn-pinyin+f3", 150)))
                .isEqualTo("yin2 hang2");
        assertThat(pronunciation.written("qing3 wu4 ting2 che1", Voice.MANDARIN_PINYIN))
                .isEqualTo("qing3 wu4 ting2 che1");
        assertThat(pronunciation.written("银行", new Voice("yue", 150))).isEqualTo("银行");
        assertThat(new Voice("zh+f3", 150).espeakName()).isEqualTo("cmn-latn-pinyin+f3");
        assertThat(new Voice("en", 150).espeakName()).isEqualTo("en");
    }

    @Test
    void englishSpellsCodesAndReadsChineseNames() throws Exception {
        assertThat(pronunciation.written("Car B12345 at 银行, call 12319.", Voice.ENGLISH))
                .isEqualTo("Car B 1 2 3 4 5 at  yin hang , call 1 2 3 1 9.");
        assertThat(pronunciation.written("On 2026-03-01 in Road 66", Voice.ENGLISH))
                .isEqualTo("On 2026, 03, 01 in Road 66");
    }
}
