package io.streetward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.streetward.rules.EventKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {
    private static final EventKind VENDING = EventKind.STREET_VENDING;
    private static final EventKind OVERFLOW = EventKind.SHOP_OVERFLOW;
    private static final EventKind PARKING = EventKind.ILLEGAL_PARKING;
    private static final Standard NEW =
            new Standard("new", new Names("新", "new"), LocalDate.parse("2026-07-01"), null, "old", List.of(2, 3));
    private static final Standard OLD =
            new Standard("old", new Names("旧", "old"), null, LocalDate.parse("2026-06-30"), null, List.of(2, 2));

    private final EventCatalogue catalogue = new EventCatalogue(
            List.of(event(VENDING), event(OVERFLOW), event(PARKING)),
            List.of(NEW, OLD),
            List.of(
                    code("new", "09001", "无照经营游商", VENDING),
                    code("new", "09005", "店外经营", OVERFLOW),
                    code("new", "09009", "机动车乱停放", PARKING),
                    code("old", "0401", "占道", VENDING, OVERFLOW),
                    new CatalogueCode(new CodeKey("old", "component", "0401"), new Names("井盖", ""), List.of(PARKING))),
            List.of(new MissingCode("old", EventKind.ROAD_SPILLAGE, "never used")));

    @Test
    void aCodeIsOneOnlyTogetherWithItsStandardAndKind() {
        assertThat(catalogue.code(CodeKey.event("old", "0401")).orElseThrow().events())
                .containsExactly(VENDING, OVERFLOW);
        assertThat(catalogue
                        .code(new CodeKey("old", "component", "0401"))
                        .orElseThrow()
                        .events())
                .containsExactly(PARKING);
        assertThat(catalogue.code(CodeKey.event("new", "0401"))).isEmpty();
    }

    @Test
    void aCrosswalkSaysWhetherThereIsOneSeveralOrNoCounterpart() {
        assertThat(catalogue.crosswalk(CodeKey.event("new", "09001"), "old"))
                .isInstanceOfSatisfying(
                        Counterpart.One.class,
                        one -> assertThat(one.code().key().code()).isEqualTo("0401"));
        assertThat(catalogue.crosswalk(CodeKey.event("old", "0401"), "new"))
                .isInstanceOfSatisfying(
                        Counterpart.Several.class,
                        several -> assertThat(several.codes())
                                .extracting(code -> code.key().code())
                                .containsExactly("09001", "09005"));
        assertThat(catalogue.crosswalk(CodeKey.event("old", "9999"), "new")).isInstanceOf(Counterpart.Unknown.class);
        assertThat(catalogue.crosswalk(CodeKey.event("old", "0401"), "newer")).isInstanceOf(Counterpart.Unknown.class);
        assertThat(catalogue.codeOf(EventKind.MUD_TRACKING, "new")).isInstanceOf(Counterpart.Unknown.class);
    }

    @Test
    void aStandardIsInForceFromItsFirstDayToItsLast() {
        assertThat(catalogue.inForceOn(LocalDate.parse("2026-06-30"))).containsExactly(OLD);
        assertThat(catalogue.inForceOn(LocalDate.parse("2026-07-01"))).containsExactly(NEW);
    }

    @Test
    void aFullCodeIsTheDivisionAndTheEventsDigits() {
        CaseCode code = CaseCode.of("110101", NEW, "06014");
        assertThat(code).hasToString("11010106014");
        assertThat(code.parts()).containsExactly("06", "014");
        assertThat(CaseCode.parse("11010106014", NEW)).contains(code);
        assertThat(CaseCode.parse("1101010614", NEW)).isEmpty();
        assertThat(CaseCode.parse("1101010601x", NEW)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> CaseCode.of("110101", NEW, "0601"));
        assertThatIllegalArgumentException().isThrownBy(() -> CaseCode.of("1101", NEW, "06014"));
    }

    @Test
    void limitsOfTheSiteReplaceTheShippedOnes() {
        TimeLimit limit = TimeLimit.parse("4 work_hour");
        assertThat(catalogue.limit(VENDING)).isEmpty();
        assertThat(catalogue.withLimits(Map.of(VENDING, limit)).limit(VENDING)).contains(limit);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalogue.withLimits(Map.of(EventKind.MUD_TRACKING, limit)));
    }

    @Test
    void aCaseIsFiledWithAllMandatoryFieldsOrWithEveryReasonWhyNot() {
        DepartmentTable departments = new DepartmentTable(
                catalogue,
                List.of(new DepartmentRule(
                        "110101*", new DepartmentRule.Subject.Event(VENDING), new Department("D7", "东城城管执法队"))));
        FilingForm form = new FilingForm(catalogue, "new", departments);
        CaseLocation where =
                new CaseLocation(new GridCell("110101001002003"), new Coordinates(116.4, 39.9), "南山路1号", "110101");
        assertThat(form.fill(VENDING, where))
                .isInstanceOfSatisfying(
                        Filing.Complete.class,
                        complete -> assertThat(complete.fields().byName())
                                .containsExactly(
                                        Map.entry("SXDM", "11010109001"),
                                        Map.entry("SXMC", "无照经营游商"),
                                        Map.entry("ZGBMDM", "D7"),
                                        Map.entry("ZGBMMC", "东城城管执法队"),
                                        Map.entry("SFWZ", "南山路1号"),
                                        Map.entry("SZDYWGBSM", "110101001002003")));
        assertThat(form.fill(VENDING, CaseLocation.UNKNOWN))
                .isInstanceOfSatisfying(
                        Filing.Incomplete.class,
                        incomplete -> assertThat(incomplete.problems())
                                .extracting(Filing.FieldProblem::field)
                                .containsExactly("SXDM", "ZGBMDM", "SFWZ", "SZDYWGBSM"));
        assertThat(new FilingForm(catalogue, "old", departments).fill(OVERFLOW, where))
                .isInstanceOfSatisfying(
                        Filing.Incomplete.class,
                        incomplete -> assertThat(incomplete.problems())
                                .extracting(Filing.FieldProblem::field)
                                .containsExactly("ZGBMDM"));
    }

    @Test
    void aGridCellHasFifteenCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GridCell("11010100100200"))
                .withMessageContaining("got 14 characters");
    }

    private static CatalogueEvent event(EventKind kind) {
        return new CatalogueEvent(kind, new Names(kind.id(), kind.id()), "g", null);
    }

    private static CatalogueCode code(String standard, String code, String name, EventKind... events) {
        return new CatalogueCode(CodeKey.event(standard, code), new Names(name, name), List.of(events));
    }
}
