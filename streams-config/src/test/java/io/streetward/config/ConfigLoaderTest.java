package io.streetward.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigLoaderTest {
    private static final String GOOD = """
            site: {id: s}
            announcements:
              hello: {text: Hello}
            speakers:
              - id: horn
                rtp: {host: 127.0.0.1, port: 5004}
            cameras:
              - id: cam
                url: rtsp://127.0.0.1:8554/a
                speaker: horn
                zones:
                  - id: kerb
                    kind: no_parking
                    polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]
                    parking: {dwell: 12 s, announcement: hello}
            """;

    private final ConfigLoader loader = new ConfigLoader();

    @Test
    void theAnnotatedFileAndEveryExampleLoad() throws Exception {
        assertThat(loader.load(Path.of("streams.yaml")).cameras()).hasSize(1);
        try (Stream<Path> examples = Files.list(Path.of("examples"))) {
            List<Path> files =
                    examples.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                assertThat(loader.load(file).cameras()).as(file.toString()).isNotEmpty();
            }
        }
    }

    @Test
    void theAnnotatedFileShowsEveryKeyOfTheSchema() throws Exception {
        String text = Files.readString(Path.of("streams.yaml"));
        assertThat(ConfigLoader.schemaNode().findValues("properties"))
                .allSatisfy(properties -> properties
                        .fieldNames()
                        .forEachRemaining(key -> assertThat(text).contains(key + ":")));
    }

    @Test
    void leftOutKeysGetTheSchemasDefaults() throws Exception {
        StreetwardConfig config = loader.parse("a.yaml", GOOD);
        StreetwardConfig.Camera camera = config.cameras().get(0);
        assertThat(camera.readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(camera.decode().policy()).isEqualTo("auto");
        assertThat(camera.zones().get(0).parking().dwell()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.models().detector()).isEqualTo("centernet-mobilenetv3");
        assertThat(config.speakers().get(0).rtp().codec()).isEqualTo("pcma");
    }

    @Test
    void aZoneTakesFromTheFilesRulesWhatItDoesNotSayItself() throws Exception {
        String rules = "rules: {parking: {dwell: 7 min, gap: 30 s}, spillage: {dwell: 9 s}}\n";
        StreetwardConfig.Zone zone =
                loader.parse("a.yaml", GOOD + rules).cameras().get(0).zones().get(0);
        assertThat(zone.rule().dwell()).isEqualTo(Duration.ofSeconds(12));
        assertThat(zone.parking().gap()).isEqualTo(Duration.ofSeconds(30));
        assertThat(zone.parking().leaveAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(zone.spillage()).isNull();
    }

    @Test
    void everyKindOfZoneHasItsRule() throws Exception {
        StreetwardConfig config = loader.load(Path.of("streams.yaml"));
        assertThat(config.cameras().get(0).zones())
                .extracting(zone -> zone.rule().dwell())
                .containsExactly(Duration.ofMinutes(3), Duration.ofMinutes(3), Duration.ofMinutes(1));
        assertThat(config.site().holidays()).hasSize(3);
    }

    @Test
    void theAnnouncementsThatShipNeedNoEntry() throws Exception {
        for (String key : List.of("default", "default-zh", "default-en")) {
            StreetwardConfig config =
                    loader.parse("a.yaml", GOOD.replace("announcement: hello", "announcement: " + key));
            assertThat(config.cameras().get(0).zones().get(0).rule().announcement())
                    .isEqualTo(key);
        }
    }

    @Test
    void soundHasItsDefaultsAndASitesOwnWords() throws Exception {
        StreetwardConfig config =
                loader.parse("a.yaml", GOOD + "sound: {pronunciations: {单县: shan4 xian4, KTV: kei4 ti4 wei4}}\n");

        assertThat(config.sound().language()).isEqualTo("zh");
        assertThat(config.sound().loudness()).isEqualTo(-18);
        assertThat(config.sound().pronunciations()).containsEntry("单县", "shan4 xian4");
        assertThat(config.announcements().get("hello").gong()).isTrue();
        assertThat(config.announcements().get("hello").voice()).isNull();
        assertThat(config.speakers().get(0).gainDb()).isZero();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(
                        "kind: no_parking",
                        "kind: carriageway",
                        "a.yaml:15:18: cameras[0].zones[0].parking: does not belong to a carriageway zone;"
                                + " its settings stand in \"spillage\""),
                Arguments.of(
                        "{dwell: 12 s, announcement: hello}",
                        "{dwel: 12 s}",
                        "a.yaml:15:19: cameras[0].zones[0].parking.dwel: unknown key \"dwel\". Did you mean \"dwell\"?"),
                Arguments.of(
                        "{dwell: 12 s, announcement: hello}",
                        "{hours: [daily 8-22]}",
                        "a.yaml:15:27: cameras[0].zones[0].parking.hours[0]: \"daily 8-22\" are no hours;"
                                + " expected days and times, such as daily 08:00-22:00"),
                Arguments.of(
                        "site: {id: s}",
                        "site: {id: s, holidays: [1 October]}",
                        "a.yaml:1:26: site.holidays[0]: \"1 October\" is no day;"
                                + " expected year-month-day, such as 2026-10-01"),
                Arguments.of(
                        "{dwell: 12 s, announcement: hello}",
                        "{vehicles: [car, two_wheeler]}",
                        "a.yaml:15:29: cameras[0].zones[0].parking.vehicles: two_wheeler stands alone;"
                                + " draw a second zone for the motor vehicles"),
                Arguments.of(
                        "kind: no_parking\n        polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]\n        parking: {dwell: 12 s, announcement: hello}",
                        "kind: shop_front\n        polygon: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]",
                        "a.yaml:12:9: cameras[0].zones[0].vending: a shop_front needs its threshold:"
                                + " the line that goods may not cross"),
                Arguments.of(
                        "id: cam", "idd: cam", "a.yaml:8:5: cameras[0].idd: unknown key \"idd\". Did you mean \"id\"?"),
                Arguments.of("id: cam", "idd: cam", "a.yaml:8:5: cameras[0]: \"id\" is missing here"),
                Arguments.of(
                        "dwell: 12 s",
                        "dwell: 12 sec",
                        "a.yaml:15:26: cameras[0].zones[0].parking.dwell: \"12 sec\" is no duration;"
                                + " expected a number and a unit, such as 200 ms, 15 s or 5 min"),
                Arguments.of(
                        "kind: no_parking",
                        "kind: no_parkin",
                        "a.yaml:13:15: cameras[0].zones[0].kind: \"no_parkin\" is not known here;"
                                + " expected no_parking or no_vending or shop_front or carriageway. Did you mean \"no_parking\"?"),
                Arguments.of(
                        "port: 5004",
                        "port: 99999",
                        "a.yaml:6:34: speakers[0].rtp.port: \"99999\" is too large; expected at most 65535"),
                Arguments.of(
                        "port: 5004",
                        "port: many",
                        "a.yaml:6:34: speakers[0].rtp.port: expected a whole number, got \"many\""),
                Arguments.of(
                        "[0.9, 0.9]]",
                        "[0.9, 1.9]]",
                        "a.yaml:14:49: cameras[0].zones[0].polygon[2][1]: \"1.9\" is too large; expected at most 1"),
                Arguments.of(
                        ", [0.9, 0.9]]",
                        "]",
                        "a.yaml:14:18: cameras[0].zones[0].polygon: expected at least 3 entries, got 2"),
                Arguments.of(
                        "[0.9, 0.9]]",
                        "[0.1, 0.9], [0.9, 0.9]]",
                        "a.yaml:14:18: cameras[0].zones[0].polygon: the polygon crosses itself;"
                                + " list its corners in order around the zone"),
                Arguments.of(
                        "speaker: horn", "speaker: hron", "a.yaml:10:14: cameras[0].speaker: no speaker \"hron\"."),
                Arguments.of(
                        "announcement: hello",
                        "announcement: helo",
                        "a.yaml:15:46: cameras[0].zones[0].parking.announcement: no announcement \"helo\"."
                                + " Did you mean \"hello\"?"),
                Arguments.of(
                        "rtsp://127.0.0.1:8554/a",
                        "rtsp://admin:hunter2@127.0.0.1/a",
                        "a.yaml:9:10: cameras[0].url: holds a user name or password; move them to \"credentials\","
                                + " the password to an environment variable or a file"),
                Arguments.of(
                        "rtsp://127.0.0.1:8554/a",
                        "ftp://x/a",
                        "a.yaml:9:10: cameras[0].url: \"ftp://x/a\" is no camera address;"
                                + " expected rtsp://host:port/path, rtsps://…, http(s)://… or file:/…"),
                Arguments.of(
                        "speaker: horn",
                        "analysis: {url: rtsp://127.0.0.1:8554/a}",
                        "a.yaml:10:21: cameras[0].analysis.url: the same stream as url;"
                                + " leave analysis out to analyse the main stream"),
                Arguments.of(
                        "speaker: horn",
                        "tls: {verify: false, caFile: ca.pem}",
                        "a.yaml:10:34: cameras[0].tls.caFile: of no use with verify: false; remove one of the two"),
                Arguments.of(
                        "site: {id: s}",
                        "site: {id: s, timeZone: Asia/Shangai}",
                        "a.yaml:1:25: site.timeZone: \"Asia/Shangai\" is no time zone;"
                                + " expected an IANA name such as Asia/Shanghai. Did you mean \"Asia/Shanghai\"?"),
                Arguments.of(
                        "site: {id: s}",
                        "site: {id: s}\nsite: {id: t}",
                        "a.yaml:2:1: site: this key stands here twice; keep one"),
                Arguments.of(
                        "site: {id: s}",
                        "site: {id: s",
                        "a.yaml:2:14: not YAML: expected ',' or '}', but got : (while parsing a flow mapping, begun in line 1)"),
                Arguments.of(
                        "site: {id: s}",
                        withPostgres("{url: 'postgresql://db/city', user: u, passwordEnv: P}"),
                        "a.yaml:2:38: storage.caseBook.postgres.url: expected jdbc:postgresql://host:port/database"),
                Arguments.of(
                        "site: {id: s}",
                        withPostgres("{url: 'jdbc:postgresql://u:hunter2@db/city', user: u, passwordEnv: P}"),
                        "a.yaml:2:38: storage.caseBook.postgres.url: holds a user name or password; move them to"
                                + " \"user\", the password to an environment variable or a file"),
                Arguments.of(
                        "site: {id: s}",
                        withPostgres("{url: 'jdbc:postgresql://db/city?ssl=true&password=x', user: u, passwordEnv: P}"),
                        "a.yaml:2:38: storage.caseBook.postgres.url: holds a user name or password"),
                Arguments.of(
                        "site: {id: s}",
                        withPostgres("{url: 'jdbc:postgresql://db/city', user: u}"),
                        "a.yaml:2:32: storage.caseBook.postgres: expected either passwordEnv or passwordFile"),
                Arguments.of(
                        "site: {id: s}",
                        withPostgres("{url: 'jdbc:postgresql://db/city', user: u, passwordEnv: P, schema: Book}"),
                        "a.yaml:2:100: storage.caseBook.postgres.schema: \"Book\" is no schema"),
                Arguments.of(
                        "port: 5004}",
                        "port: 5004}\n    gainDb: 12",
                        "a.yaml:7:13: speakers[0].gainDb: \"12\" is too large; expected at most 6"),
                Arguments.of(
                        "{text: Hello}",
                        "{voice: en}",
                        "a.yaml:3:10: announcements.hello: expected text, or clip, or a clip and its text"));
    }

    private static String withPostgres(String postgres) {
        return "site: {id: s}\nstorage: {caseBook: {postgres: " + postgres + "}}";
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aMistakeIsNamedAtItsPlace(String right, String wrong, String expected) {
        String yaml = GOOD.replace(right, wrong);
        assertThat(yaml).isNotEqualTo(GOOD);
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> loader.parse("a.yaml", yaml));
        assertThat(e).isNotNull();
        assertThat(e.problems().stream().map(ConfigProblem::toString))
                .anySatisfy(problem -> assertThat(problem).startsWith(expected));
    }

    @Test
    void aPasswordInAnAddressIsNotRepeatedInTheError() {
        String yaml = GOOD.replace("rtsp://127.0.0.1:8554/a", "rtsp://admin:hunter2@127.0.0.1/a");
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> loader.parse("a.yaml", yaml));
        assertThat(e.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void theCaseBookIsInTheDataFolderUnlessAServerIsNamed() throws Exception {
        assertThat(loader.parse("a.yaml", GOOD).storage().caseBook()).isNull();
        StreetwardConfig.Postgres postgres = loader.load(Path.of("examples/case-book-on-postgresql.yaml"))
                .storage()
                .caseBook()
                .postgres();
        assertThat(postgres.schema()).isEqualTo("streetward");
        assertThat(postgres.passwordFile()).isEqualTo("/run/secrets/case-book");
        assertThat(postgres.passwordEnv()).isNull();
    }

    @Test
    void aMissingFileSaysSo() {
        ConfigException e =
                catchThrowableOfType(ConfigException.class, () -> loader.load(Path.of("no/such/streams.yaml")));
        assertThat(e).hasMessageStartingWith("no/such/streams.yaml:1:1: no such file");
    }

    @Test
    void aSinkGetsTheSectionOfItsTypeAndNoOther() throws Exception {
        StreetwardConfig.Sink sink = loader.parse("a.yaml", GOOD + """
                        sinks:
                          - {id: lake, type: kafka, url: "kafka://a:9092,b:9092"}
                        """).sinks().get(0);
        assertThat(sink.kafka().topic()).isEqualTo("streetward.case-events");
        assertThat(sink.mqtt()).isNull();
        assertThat(sink.from()).isEqualTo("now");
        assertThat(sink.retry().refusals()).isEqualTo(12);
    }

    @Test
    void whatIsWrongWithSinksIsSaidWithItsPlace() {
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> loader.parse("a.yaml", GOOD + """
                        sinks:
                          - {id: city, type: webhook, url: "ftp://x", credentials: {user: u, passwordEnv: P}}
                          - {id: city, type: mqtt, url: "mqtt://h:1883", webhook: {pictures: none}}
                          - {id: c, type: webhook, url: "https://h/", webhook: {pictures: url}}
                          - {id: d, type: viid, url: "http://h:80", secretEnv: S}
                        """));
        assertThat(refused.problems())
                .extracting(ConfigProblem::path)
                .containsExactly(
                        "sinks[0].url",
                        "sinks[0].credentials",
                        "sinks[1].id",
                        "sinks[1].webhook",
                        "sinks[2].webhook",
                        "sinks[3]",
                        "sinks[3].secretEnv");
    }
}
