package io.streetward.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.announce.ClipSource;
import io.streetward.config.ConfigLoader;
import io.streetward.config.StreetwardConfig;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreetWordsTest {
    private static final String FILE = """
            site: {id: s}
            sound: {speaksFor: 大余县城市管理局}
            announcements:
              own: {text: "现在是{time}，{place}禁止停车，请到{alternative}。", gong: false, wordsPerMinute: 120}
              english: {text: "{conduct} at {place}: use {alternative}"}
              recorded: {clip: sounds/a.wav, text: Please move on.}
              wrong: {text: "{plate}"}
            speakers:
              - {id: horn, rtp: {host: 127.0.0.1, port: 5004}}
            cameras:
              - id: cam
                url: rtsp://127.0.0.1:8554/a
                speaker: horn
                zones:
                  - {id: kerb, name: 长安路东侧, kind: no_parking, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]], alternative: 银行停车场}
                  - {id: walk, kind: no_vending, polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]}
            """;

    private static final Instant MORNING = Instant.parse("2026-03-01T00:05:00Z"); // 8:05 in Shanghai

    private final StreetwardConfig config;

    StreetWordsTest() throws Exception {
        config = new ConfigLoader().parse("a.yaml", FILE);
    }

    @Test
    void theShippedWordsNeedOnlyTheirKey() throws Exception {
        ClipSource said = words("default", 0).at(MORNING);

        assertThat(said.text()).isEqualTo("您好，这里是大余县城市管理局。请注意，长安路东侧有机动车违规停放。请车主尽快将车辆移至银行停车场。谢谢配合！");
        assertThat(said.manner().gong()).isTrue();
        assertThat(words("default", 0).dependOnTheMoment()).isFalse();
        assertThat(words("default", 1).at(MORNING).text())
                .contains("此处有流动摊贩占道经营")
                .contains("附近的便民市场");
        assertThat(words("default-en", 1).at(MORNING).text())
                .contains("A trader at walk is selling")
                .contains("the nearest market");
    }

    @Test
    void aSitesOwnWordsAreFilledInInTheirLanguage() throws Exception {
        ClipSource.Spoken own = (ClipSource.Spoken) words("own", 0).at(MORNING);
        ClipSource.Spoken english = (ClipSource.Spoken) words("english", 1).at(MORNING);

        assertThat(own.text()).isEqualTo("现在是8点05分，长安路东侧禁止停车，请到银行停车场。");
        assertThat(own.voice().name()).isEqualTo("cmn");
        assertThat(own.voice().wordsPerMinute()).isEqualTo(120);
        assertThat(own.manner().gong()).isFalse();
        assertThat(words("own", 0).dependOnTheMoment()).isTrue();
        assertThat(english.text()).isEqualTo("selling where it is not permitted at walk: use the nearest market");
        assertThat(english.voice().name()).isEqualTo("en");
    }

    @Test
    void aRecordingComesFirstAndItsWordsWhereItCannotBePlayed() throws Exception {
        ClipSource.Recorded said = (ClipSource.Recorded) words("recorded", 0).at(MORNING);

        assertThat(said.file()).hasToString("sounds/a.wav");
        assertThat(said.text()).isEqualTo("Please move on.");
        assertThat(said.otherwise()).isPresent();
    }

    @Test
    void aSlotThatDoesNotExistIsNamedWithItsAnnouncement() {
        assertThatThrownBy(() -> words("wrong", 0))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("announcements.wrong: ")
                .hasMessageContaining("{alternative}");
    }

    private StreetWords words(String key, int zone) throws StartupException {
        return StreetWords.of(key, config, config.cameras().get(0).zones().get(zone));
    }
}
