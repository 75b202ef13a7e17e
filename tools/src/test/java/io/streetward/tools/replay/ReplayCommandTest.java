package io.streetward.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.codec.Footage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DEMO = Path.of("src/main/resources/demo");
    private static final double KEYFRAME_INTERVAL_S = 2;

    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theShippedClipRaisesItsOneAlarmTheSameInEachRun() throws IOException {
        JsonNode first = suite(DEMO, "auto", "12s");
        JsonNode alarm = first.path("alarms").path(0);
        assertThat(first.path("alarms")).hasSize(1);
        assertThat(alarm.path("clip").asText()).isEqualTo("street.mp4");
        assertThat(alarm.path("kind").asText()).isEqualTo("illegal_parking");
        assertThat(alarm.path("zone").asText()).isEqualTo("z1");
        assertThat(alarm.path("start_s").asDouble()).isCloseTo(15.4, within(KEYFRAME_INTERVAL_S));
        assertThat(alarm.path("alarm_s").asDouble()).isCloseTo(27.4, within(KEYFRAME_INTERVAL_S));
        assertThat(alarm.path("box")).hasSize(4);
        assertThat(alarm.path("confidence").asDouble()).isBetween(0.3, 1.0);
        assertThat(alarm.path("reasons")).isNotEmpty();
        JsonNode parking = first.path("kinds").path("illegal_parking");
        assertThat(parking.path("f1").asDouble()).isEqualTo(1);
        assertThat(parking.path("start_rmse_s").asDouble()).isLessThan(KEYFRAME_INTERVAL_S);
        assertThat(first.path("kinds").path("street_vending").path("f1").isNull())
                .isTrue();
        assertThat(first.path("false_alarms_per_hour").asDouble()).isZero();
        assertThat(first.path("realtime_factor").asDouble()).isPositive();
        assertThat(out.toString()).contains("1/1 = 1.00").contains("false alarms: 0 in 0.014 camera-hours");

        JsonNode second = suite(DEMO, "auto", "12 s");
        assertThat(second.path("alarms")).isEqualTo(first.path("alarms"));
        assertThat(second.path("clips")).isEqualTo(first.path("clips"));
    }

    @Test
    void oneRecordingOfAConfiguredCameraTakesItsZonesAndLimitsFromThere() throws IOException {
        Path json = dir.resolve("answer.json");
        Path drawn = dir.resolve("drawn.mp4");
        int exit = run(
                "-c",
                DEMO.resolve("streams.yaml").toString(),
                "--camera",
                "street",
                "--video",
                DEMO.resolve("street.mp4").toString(),
                "--json",
                json.toString(),
                "--draw",
                drawn.toString());
        assertThat(exit).as(err.toString()).isZero();
        JsonNode answer = JSON.readTree(json.toFile());
        assertThat(answer.path("alarms")).hasSize(1);
        assertThat(answer.path("alarms").path(0).path("zone").asText()).isEqualTo("bay");
        assertThat(answer.path("kinds")).isEmpty();
        assertThat(answer.path("false_alarms_per_hour").isNull()).isTrue();
        assertThat(Pictures.in(drawn)).isBetween(500, 525);
    }

    @Test
    void theParkingClipsGiveTheSameAlarmsWhetherDecodedAsNeededOrWholly() throws IOException {
        link("a_park1", "a_park2", "a_parkneg");
        JsonNode auto = suite(dir, "auto", "60s").path("alarms");
        assertThat(auto).hasSize(2);
        assertAlarm(auto.path(0), "a_park1.mp4", 74);
        assertAlarm(auto.path(1), "a_park2.mp4", 72);
        assertSame(suite(dir, "every", "60s").path("alarms"), auto);
    }

    /** One clip only: a look at each of 2,750 pictures takes a while. */
    @Test
    void lookingAtEveryPictureOfAnOccludedCarGivesTheSameAlarm() throws IOException {
        link("a_park1");
        JsonNode all = suite(dir, "all", "60s").path("alarms");
        assertThat(all).hasSize(1);
        assertAlarm(all.path(0), "a_park1.mp4", 74);
    }

    @Test
    void aClipThatIsNoVideoIsNamedAndTheOthersAreScored() throws IOException {
        Files.copy(DEMO.resolve("street.mp4"), dir.resolve("street.mp4"));
        Files.copy(DEMO.resolve("street.truth.json"), dir.resolve("street.truth.json"));
        Files.writeString(dir.resolve("torn.mp4"), "no video");
        Files.writeString(
                dir.resolve("torn.truth.json"),
                Files.readString(DEMO.resolve("street.truth.json")).replace("street.mp4", "torn.mp4"));
        assertThat(run("--suite", dir.toString(), "--parking-dwell", "12s")).isEqualTo(1);
        assertThat(out.toString())
                .contains("not replayed, and counts nowhere: " + dir.resolve("torn.mp4"))
                .contains("1/1 = 1.00");
    }

    @Test
    void zonesThatNoRuleKnowsAndBadPolygonsAreNamed() throws IOException {
        Files.writeString(dir.resolve("a.mp4"), "not looked at");
        Files.writeString(dir.resolve("a.truth.json"), """
                {"clip": "a.mp4", "events": [], "zones": [
                 {"id": "z1", "kind": "fire_lane", "polygon": [[0, 0], [1, 0], [1, 1]]},
                 {"id": "z2", "kind": "no_parking", "polygon": [[0, 0], [1, 1], [1, 0], [0, 1]]}]}
                """);
        assertThat(run("--suite", dir.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains(dir.resolve("a.truth.json") + ": zone z1 is left out: no rule watches \"fire_lane\"")
                .contains(dir.resolve("a.truth.json") + ": zones[0].polygon: the polygon crosses itself");
    }

    @Test
    void wrongUsageIsRefused() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--suite", dir.toString(), "-c", "x.yaml")).isEqualTo(2);
        assertThat(run("--suite", dir.toString(), "--parking-dwell", "60")).isEqualTo(2);
        assertThat(err.toString()).contains("expected for example 60s or 2 min");
    }

    private void link(String... clips) throws IOException {
        for (String name : clips) {
            for (String ending : List.of(".mp4", ".truth.json")) {
                Path source = Footage.clip("events/" + name + ending);
                Files.createSymbolicLink(dir.resolve(name + ending), source);
            }
        }
    }

    private static void assertAlarm(JsonNode alarm, String clip, double atS) {
        assertThat(alarm.path("clip").asText()).isEqualTo(clip);
        assertThat(alarm.path("alarm_s").asDouble()).isCloseTo(atS, within(KEYFRAME_INTERVAL_S));
    }

    private static void assertSame(JsonNode alarms, JsonNode others) {
        assertThat(alarms).hasSameSizeAs(others);
        for (int i = 0; i < others.size(); i++) {
            for (String time : List.of("start_s", "alarm_s")) {
                assertThat(alarms.path(i).path(time).asDouble())
                        .isCloseTo(others.path(i).path(time).asDouble(), within(KEYFRAME_INTERVAL_S));
            }
        }
    }

    private JsonNode suite(Path folder, String decode, String dwell) throws IOException {
        Path json = dir.resolve("answer.json");
        int exit = run(
                "--suite", folder.toString(), "--decode", decode, "--parking-dwell", dwell, "--json", json.toString());
        assertThat(exit).as(err.toString()).isZero();
        return JSON.readTree(json.toFile());
    }

    private int run(String... arguments) {
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(new ArrayList<>(List.of(arguments)).toArray(String[]::new));
    }
}
