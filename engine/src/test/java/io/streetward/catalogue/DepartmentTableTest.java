package io.streetward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.streetward.rules.EventKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepartmentTableTest {
    private static final GridCell HERE = new GridCell("110101001002003");
    private static final GridCell THERE = new GridCell("110102001002003");
    private static final DepartmentRule.Subject EVERY = new DepartmentRule.Subject.Every();
    private static final DepartmentRule.Subject ORDER = new DepartmentRule.Subject.Group("street_order");
    private static final DepartmentRule.Subject PARKING = new DepartmentRule.Subject.Event(EventKind.ILLEGAL_PARKING);

    private final EventCatalogue catalogue = new EventCatalogue(
            List.of(
                    new CatalogueEvent(EventKind.ILLEGAL_PARKING, new Names("", ""), "street_order", null),
                    new CatalogueEvent(EventKind.STREET_VENDING, new Names("", ""), "street_order", null),
                    new CatalogueEvent(EventKind.ROAD_SPILLAGE, new Names("", ""), "environment", null)),
            List.of(),
            List.of(),
            List.of());

    @Test
    void theMostSpecificRowDecides() {
        DepartmentTable table = table(
                rule("*", EVERY, "all"),
                rule("*", ORDER, "order"),
                rule("*", PARKING, "police"),
                rule("110101*", EVERY, "district"),
                rule("110101*", ORDER, "district order"),
                rule("110101*", PARKING, "district police"),
                rule("110101001002003", PARKING, "this corner"));
        assertThat(name(table, HERE, EventKind.ILLEGAL_PARKING)).isEqualTo("this corner");
        assertThat(name(table, HERE, EventKind.STREET_VENDING)).isEqualTo("district order");
        assertThat(name(table, HERE, EventKind.ROAD_SPILLAGE)).isEqualTo("district");
        assertThat(name(table, THERE, EventKind.ILLEGAL_PARKING)).isEqualTo("police");
        assertThat(name(table, THERE, EventKind.STREET_VENDING)).isEqualTo("order");
        assertThat(name(table, THERE, EventKind.MUD_TRACKING)).isEqualTo("all");
    }

    @Test
    void whereNoRowAppliesASentenceSaysSo() {
        DepartmentTable table = table(rule("110101*", PARKING, "police"));
        assertThat(table.responsible(THERE, EventKind.ILLEGAL_PARKING))
                .isEqualTo(new Responsibility.Nobody(
                        "no department is named for illegal_parking in grid cell 110102001002003"));
        assertThat(table.responsible(null, EventKind.ILLEGAL_PARKING))
                .isEqualTo(new Responsibility.Nobody(
                        "no department is named for illegal_parking in an unknown grid cell"));
    }

    @Test
    void rowsOfWhichNoneIsMoreSpecificAreNeverDecidedByTheirOrder() {
        DepartmentTable table = table(rule("*", PARKING, "police"), rule("110101*", EVERY, "district"));
        assertThat(table.responsible(HERE, EventKind.ILLEGAL_PARKING)).isInstanceOf(Responsibility.Disputed.class);
        assertThat(name(table, THERE, EventKind.ILLEGAL_PARKING)).isEqualTo("police");
        DepartmentTable same = table(rule("*", PARKING, "one"), rule("110101*", EVERY, "one"));
        assertThat(name(same, HERE, EventKind.ILLEGAL_PARKING)).isEqualTo("one");
    }

    @Test
    void aSecondRowForTheSameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(rule("110101*", ORDER, "a"), rule("110101*", ORDER, "b")))
                .withMessageContaining("a second row");
        assertThatIllegalArgumentException().isThrownBy(() -> rule("11*01", ORDER, "a"));
    }

    private DepartmentTable table(DepartmentRule... rules) {
        return new DepartmentTable(catalogue, List.of(rules));
    }

    private static DepartmentRule rule(String grid, DepartmentRule.Subject subject, String name) {
        return new DepartmentRule(grid, subject, new Department("D-" + name, name));
    }

    private static String name(DepartmentTable table, GridCell cell, EventKind event) {
        return ((Responsibility.Known) table.responsible(cell, event))
                .department()
                .name();
    }
}
