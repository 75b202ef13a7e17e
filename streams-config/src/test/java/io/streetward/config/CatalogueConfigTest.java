package io.streetward.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueConfigTest {
    private static final String CAMERA = "cameras: [{id: c, url: rtsp://127.0.0.1/a}]\n";
    private static final String GOOD = """
            site: {id: s}
            catalogue:
              files: [local.yaml]
              division: "110101"
              limits: {street_vending: 1 urgent_hour}
              departments:
                - {code: A, name: a}
                - {group: parking, code: B, name: b}
              escalation: {steps: [{at: 150, code: Z, name: z}]}
            """ + CAMERA;
    private static final String LOCAL = """
            edition: 2026-07-15
            events:
              - {id: blocked_drain, zh: 雨水口堵塞, en: Blocked drain, group: facilities}
            standards:
              - id: gbt-30428.2-style
                codes:
                  - {code: "0499", events: [fire_lane], zh: 占用消防通道, en: Fire lane}
              - id: city
                zh: 本市
                en: City
                codes:
                  - {code: X1, events: [blocked_drain], zh: 雨水口堵塞, en: Drain}
            """;

    /** One for all: it has no state, and building its schemas takes longer than a test. */
    private static final ConfigLoader LOADER = new ConfigLoader();

    @TempDir
    Path folder;

    @Test
    void theShippedFilesHoldEveryRowOfTheTable() throws Exception {
        CatalogueConfig config =
                LOADER.parse("a.yaml", "site: {id: s}\n" + CAMERA).catalogue();
        Map<String, Map<String, String>> codes = config.data().standards().stream()
                .collect(Collectors.toMap(
                        CatalogueData.Standard::id,
                        standard -> standard.codes().stream()
                                .collect(Collectors.toMap(code -> code.events().get(0), CatalogueData.Code::code))));
        String table = """
                road_spillage 06014 0114 0304
                mud_tracking 08012 0312 0313
                uncovered_load 08011 0311 0312
                street_vending 09001 0401 0501
                shop_overflow 09005 0405 0504
                road_occupation 09006 0406 -
                illegal_parking 09009 - 0505
                non_motor_parking 09010 0410 0506
                fire_lane 09012 - -
                exposed_garbage 06010 0110 0102
                piled_muck 06011 0111 0103
                dirty_road 06012 0112 0104
                """;
        for (String line : table.split("\n", -1)) {
            String[] row = line.split(" ", -1);
            if (row.length == 4) {
                assertThat(codes.get("gbt-47678.5-2026").getOrDefault(row[0], "-"))
                        .isEqualTo(row[1]);
                assertThat(codes.get("gbt-30428.2-style").getOrDefault(row[0], "-"))
                        .isEqualTo(row[2]);
                assertThat(codes.get("cjt-style").getOrDefault(row[0], "-")).isEqualTo(row[3]);
            }
        }
        assertThat(config.standard()).isEqualTo("gbt-47678.5-2026");
        assertThat(config.data().standards().get(0).from()).isEqualTo(LocalDate.parse("2026-07-01"));
        // A standard says why of each event that it has no code for.
        for (CatalogueData.Standard standard : config.data().standards()) {
            assertThat(Stream.concat(
                            standard.codes().stream().flatMap(code -> code.events().stream()),
                            standard.without().stream().map(CatalogueData.Without::event)))
                    .containsExactlyInAnyOrderElementsOf(config.data().events().stream()
                            .map(CatalogueData.Event::id)
                            .toList());
        }
    }

    @Test
    void aFileOfTheSiteAddsEventsCodesAndStandards() throws Exception {
        CatalogueConfig config = load(GOOD, LOCAL).catalogue();
        assertThat(config.data().events()).extracting(CatalogueData.Event::id).contains("blocked_drain", "fire_lane");
        CatalogueData.Standard style = standard(config, "gbt-30428.2-style");
        assertThat(style.zh()).startsWith("GB/T 30428.2");
        assertThat(style.codes())
                .extracting(CatalogueData.Code::code, CatalogueData.Code::kind)
                .contains(tuple("0114", "event"), tuple("0499", "event"));
        assertThat(standard(config, "city").digits()).isEmpty();
        assertThat(config.limits()).containsOnly(Map.entry("street_vending", "1 urgent_hour"));
        assertThat(config.departments().get(0).grid()).isEqualTo("*");
        assertThat(config.escalation().warnAt()).isEqualTo(80);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                wrong(
                        "street_vending: 1",
                        "street_vendin: 1",
                        "5:12: catalogue.limits.street_vendin: no event \"street_vendin\"."
                                + " Did you mean \"street_vending\"?"),
                wrong("1 urgent_hour", "1 hour", "5:28: catalogue.limits.street_vending: \"1 hour\" will not do;"),
                wrong("1 urgent_hour", "0.5 work_day", "5:28: catalogue.limits.street_vending: \"0.5 work_day\""),
                wrong(
                        "\"110101\"",
                        "110101",
                        "4:13: catalogue.division: expected text, got \"110101\"; put it in quotes"),
                wrong(
                        "\"110101\"",
                        "\"1101\"",
                        "4:13: catalogue.division: \"1101\" will not do; expected the 6 digits"),
                wrong(
                        "group: parking",
                        "group: parkin",
                        "8:15: catalogue.departments[1].group: no group \"parkin\". Did you mean \"parking\"?"),
                wrong("{group: parking,", "{group: parking, event: fire_lane,", "8:7: catalogue.departments[1]: both"),
                wrong("{group: parking,", "{grid: \"110101*\",", null), // narrower than everywhere: no conflict
                wrong(
                        "{group: parking, code: B, name: b}",
                        "{group: parking, code: B, name: b}\n    - {grid: \"110101*\", code: C, name: c}",
                        "9:7: catalogue.departments[2]: claims the same cases as departments[1] (line 8), and neither is"
                                + " the more specific; add a row for grid 110101* and group parking"),
                wrong(
                        "{group: parking, code: B, name: b}",
                        "{group: parking, code: B, name: b}\n    - {grid: \"110101*\", code: C, name: c}"
                                + "\n    - {grid: \"110101*\", group: parking, code: B, name: b}",
                        null),
                wrong(
                        "{group: parking, code: B, name: b}",
                        "{code: B, name: b}",
                        "8:7: catalogue.departments[1]: a second row for grid * and every event;"
                                + " the first is departments[0] (line 7)"),
                wrong("at: 150", "at: 90", "9:29: catalogue.escalation.steps[0].at: \"90\" is too small"),
                wrong(
                        "division:",
                        "standard: gbt-47678\n  division:",
                        "4:13: catalogue.standard: no standard \"gbt-47678\"."),
                wrong(
                        "division:",
                        "workSessions: [\"14:00-18:00\", \"08:00-12:00\"]\n  division:",
                        "4:33: catalogue.workSessions[1]: begins before the one above it ends"),
                wrong("local.yaml", "locall.yaml", "3:11: catalogue.files[0]: cannot be read"),
                wrong(
                        "rtsp://127.0.0.1/a",
                        "rtsp://127.0.0.1/a, location: {gridCell: \"11010100100200\"}",
                        "10:65: cameras[0].location.gridCell: \"11010100100200\" will not do; expected the 15 digits"),
                wrong(
                        "rtsp://127.0.0.1/a",
                        "rtsp://127.0.0.1/a, location: {coordinates: [39.9, 116.4]}",
                        "10:75: cameras[0].location.coordinates[1]: no latitude; expected longitude first"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aMistakeInTheSectionIsNamedAtItsPlace(String right, String wrong, String expected) throws Exception {
        assertThat(GOOD).contains(right);
        assertProblem("streams.yaml", expected, GOOD.replace(right, wrong), LOCAL);
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                wrong(
                        "[fire_lane]",
                        "[fire_lan]",
                        "7:33: standards[0].codes[0].events[0]: no event \"fire_lan\"."
                                + " Did you mean \"fire_lane\"?"),
                wrong(
                        "\"0499\"",
                        "1499",
                        "7:16: standards[0].codes[0].code: expected text, got \"1499\"; put it in quotes"),
                wrong(
                        "\"0499\"",
                        "\"04990\"",
                        "7:16: standards[0].codes[0].code: \"04990\" is no event code of gbt-30428.2-style;"
                                + " expected 4 digits"),
                wrong(
                        "\"0499\"",
                        "\"0114\"",
                        "7:16: standards[0].codes[0].code: a second code \"0114\" (event) of gbt-30428.2-style;"
                                + " the first stands in catalogue/gbt-30428.2-style.yaml, line 12"),
                wrong("\"0499\"", "\"0114\", kind: component", null),
                wrong(
                        "id: blocked_drain",
                        "id: fire_lane",
                        "3:10: events[0].id: a second event \"fire_lane\"; the first stands in catalogue/events.yaml"),
                wrong("id: blocked_drain", "id: Blocked", "3:10: events[0].id: \"Blocked\" will not do;"),
                wrong("group: facilities", "limit: 3 days", "3:5: events[0]: \"group\" is missing here"),
                wrong("edition:", "editon:", "1:1: editon: unknown key \"editon\". Did you mean \"edition\"?"),
                wrong(
                        "id: gbt-30428.2-style",
                        "id: gbt-30428.2-stile",
                        "5:9: standards[0].id: standard \"gbt-30428.2-stile\" is new, so it needs both names, zh and en."
                                + " Did you mean \"gbt-30428.2-style\"?"),
                wrong("id: city", "id: city\n    replaces: none-such", null),
                wrong(
                        "id: city",
                        "id: city\n    from: 2026-02-01\n    until: 2026-01-01",
                        "10:12: standards[1].until: before"),
                wrong(
                        "id: gbt-30428.2-style",
                        "id: gbt-30428.2-style\n    from: 2020-01-01",
                        "5:5: standards[0]: standard \"gbt-30428.2-style\" is declared before;"));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aMistakeInACatalogueFileIsNamedAtItsPlace(String right, String wrong, String expected) throws Exception {
        assertThat(LOCAL).contains(right);
        if (wrong.contains("none-such")) {
            assertProblem(
                    "streams.yaml",
                    "3:10: catalogue.files: standard \"city\" replaces \"none-such\"",
                    GOOD,
                    LOCAL.replace(right, wrong));
        } else {
            assertProblem("local.yaml", expected, GOOD, LOCAL.replace(right, wrong));
        }
    }

    private void assertProblem(String file, String expected, String streams, String local) throws Exception {
        if (expected == null) {
            assertThat(load(streams, local).cameras()).hasSize(1);
            return;
        }
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> load(streams, local));
        assertThat(e).isNotNull();
        assertThat(e.problems().stream().map(ConfigProblem::toString).toList())
                .anySatisfy(problem -> assertThat(problem).startsWith(folder.resolve(file) + ":" + expected));
    }

    private StreetwardConfig load(String streams, String local) throws Exception {
        Files.writeString(folder.resolve("local.yaml"), local);
        return LOADER.load(Files.writeString(folder.resolve("streams.yaml"), streams));
    }

    private static CatalogueData.Standard standard(CatalogueConfig config, String id) {
        List<CatalogueData.Standard> found = config.data().standards().stream()
                .filter(standard -> standard.id().equals(id))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Arguments wrong(String right, String wrong, @Nullable String expected) {
        return Arguments.of(right, wrong, expected);
    }
}
