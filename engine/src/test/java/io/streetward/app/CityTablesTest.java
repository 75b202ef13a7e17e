package io.streetward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.catalogue.CaseLocation;
import io.streetward.catalogue.CatalogueEvent;
import io.streetward.catalogue.CodeKey;
import io.streetward.catalogue.Counterpart;
import io.streetward.catalogue.Filing;
import io.streetward.catalogue.Responsibility;
import io.streetward.catalogue.SlaRun;
import io.streetward.catalogue.SlaState;
import io.streetward.catalogue.SlaSubject;
import io.streetward.catalogue.TimeLimit;
import io.streetward.config.ConfigLoader;
import io.streetward.config.StreetwardConfig;
import io.streetward.rules.EventKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shipped tables and the annotated configuration, as the engine has them. */
class CityTablesTest {
    private static final String STYLE = "gbt-30428.2-style";
    private final ConfigLoader loader = new ConfigLoader();

    @Test
    void theShippedTablesAnswerForTheEventsOfTheRules() throws Exception {
        CityTables tables =
                CityTables.of(loader.parse("a.yaml", "{site: {id: s}, cameras: [{id: c, url: 'rtsp://127.0.0.1/a'}]}"));
        for (EventKind kind : Set.of(
                EventKind.ILLEGAL_PARKING,
                EventKind.STREET_VENDING,
                EventKind.SHOP_OVERFLOW,
                EventKind.ROAD_SPILLAGE,
                EventKind.MUD_TRACKING)) {
            assertThat(tables.catalogue().codeOf(kind, "gbt-47678.5-2026"))
                    .as(kind.id())
                    .isInstanceOf(Counterpart.One.class);
        }
        assertThat(tables.catalogue().limit(EventKind.ROAD_SPILLAGE)).contains(TimeLimit.parse("4 work_hour"));
        assertThat(tables.catalogue().limit(EventKind.ILLEGAL_PARKING)).isEmpty();
        assertThat(tables.catalogue().codeOf(new EventKind("fire_lane"), STYLE))
                .isEqualTo(new Counterpart.None("cities give it a code of their own; add yours in a catalogue file"));
        assertThat(tables.catalogue().crosswalk(CodeKey.event("cjt-style", "0304"), "gbt-47678.5-2026"))
                .isInstanceOfSatisfying(
                        Counterpart.One.class,
                        one -> assertThat(one.code().key().code()).isEqualTo("06014"));
        assertThat(tables.catalogue().inForceOn(LocalDate.parse("2026-07-01")))
                .extracting(standard -> standard.id())
                .contains("gbt-47678.5-2026")
                .doesNotContain(STYLE);
        assertThat(tables.departments().responsible(null, EventKind.ROAD_SPILLAGE))
                .isInstanceOf(Responsibility.Nobody.class);
    }

    @Test
    void theAnnotatedConfigurationFilesACaseAndWatchesItsTime() throws Exception {
        StreetwardConfig config = loader.load(Path.of("../streams-config/streams.yaml"));
        CityTables tables = CityTables.of(config);
        StreetwardConfig.Camera camera = config.cameras().get(0);
        CaseLocation where = CityTables.location(config, camera, camera.zones().get(0));
        assertThat(tables.form().fill(EventKind.ILLEGAL_PARKING, where))
                .isInstanceOfSatisfying(
                        Filing.Complete.class,
                        complete -> assertThat(complete.fields().byName().values())
                                .containsExactly(
                                        "11010109009",
                                        "机动车乱停放",
                                        "D210",
                                        "交警一中队",
                                        "南山路1号东门, the east kerb",
                                        "110101001002004"));
        assertThat(CityTables.location(config, camera, null).cell()).hasToString("110101001002003");
        SlaRun run = SlaRun.from(Instant.parse("2026-03-02T02:00:00Z"));
        SlaSubject subject = new SlaSubject("c", EventKind.ILLEGAL_PARKING, run, SlaState.RUNNING, Set.of());
        assertThat(tables.watch().due(subject, run.start().plus(Duration.ofHours(4))))
                .extracting(mark -> mark.kind() + " " + mark.step())
                .containsExactly("OVERDUE 0", "ESCALATION 1", "ESCALATION 2");
    }

    @Test
    void aCityThatFilesInItsOwnTableHasOneToManyCounterparts() throws Exception {
        CityTables tables = CityTables.of(loader.load(Path.of("../streams-config/examples/local-catalogue.yaml")));
        assertThat(tables.catalogue().crosswalk(CodeKey.event("city-2024", "SR-01"), "gbt-47678.5-2026"))
                .isInstanceOfSatisfying(
                        Counterpart.Several.class,
                        several -> assertThat(several.codes())
                                .extracting(code -> code.key().code())
                                .containsExactly("09001", "09006"));
        assertThat(tables.catalogue().codeOf(new EventKind("fire_lane"), STYLE)).isInstanceOf(Counterpart.One.class);
        assertThat(tables.catalogue().event(new EventKind("blocked_drain")).map(CatalogueEvent::group))
                .contains("facilities");
        assertThat(tables.catalogue().limit(EventKind.ILLEGAL_PARKING)).contains(TimeLimit.parse("0.5 urgent_hour"));
    }
}
