package io.streetward.catalogue;

import io.streetward.rules.EventKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which department deals with which events where: the most specific row that applies. */
public final class DepartmentTable {
    private final EventCatalogue catalogue;
    private final List<DepartmentRule> rules;

    private record Subject(String grid, DepartmentRule.Subject about) {}

    /**
     * Made of its rows, in any order.
     *
     * @throws IllegalArgumentException when two rows are about the same
     */
    public DepartmentTable(EventCatalogue catalogue, List<DepartmentRule> rules) {
        this.catalogue = catalogue;
        this.rules = List.copyOf(rules);
        Set<Subject> seen = new HashSet<>();
        for (DepartmentRule rule : rules) {
            if (!seen.add(new Subject(rule.grid(), rule.subject()))) {
                throw new IllegalArgumentException(
                        "departments: a second row for " + rule.grid() + " and " + rule.subject());
            }
        }
    }

    /**
     * Who has to deal with an event in a cell.
     *
     * @param cell null where it is not known; then only rows for everywhere apply
     */
    public Responsibility responsible(@Nullable GridCell cell, EventKind event) {
        String group = catalogue.event(event).map(CatalogueEvent::group).orElse(null);
        List<DepartmentRule> applying =
                rules.stream().filter(rule -> rule.covers(cell, event, group)).toList();
        List<DepartmentRule> best = applying.stream()
                .filter(rule -> applying.stream().noneMatch(other -> other.beats(rule)))
                .toList();
        if (best.isEmpty()) {
            return new Responsibility.Nobody("no department is named for " + event + " in "
                    + (cell == null ? "an unknown grid cell" : "grid cell " + cell));
        }
        boolean agreed =
                best.stream().map(DepartmentRule::department).distinct().count() == 1;
        return agreed
                ? new Responsibility.Known(best.get(0).department(), best.get(0))
                : new Responsibility.Disputed(best);
    }
}
