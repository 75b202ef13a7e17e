package io.streetward.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the table of departments that claim the same cases while neither is the more specific: one by its grid, the
 * other by its event. They are taken only together with a row for both.
 */
final class DepartmentConflicts {
    private final YamlTree tree;
    private final List<CatalogueConfig.DepartmentRow> rows;
    private final Map<String, String> groupOf = new HashMap<>();

    private record Subject(String grid, String about) {}

    DepartmentConflicts(YamlTree tree, CatalogueConfig config) {
        this.tree = tree;
        this.rows = config.departments();
        config.data().events().forEach(event -> groupOf.put(event.id(), event.group()));
    }

    List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<Subject, Integer> seen = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Integer before = seen.putIfAbsent(new Subject(rows.get(i).grid(), about(rows.get(i))), i);
            if (before != null) {
                problems.add(at(
                        i,
                        "a second row for " + said(rows.get(i).grid(), about(rows.get(i))) + "; the first is "
                                + row(before)));
            }
        }
        for (int i = 0; i < rows.size() && problems.isEmpty(); i++) {
            for (int j = 0; j < i; j++) {
                CatalogueConfig.DepartmentRow a = rows.get(i);
                CatalogueConfig.DepartmentRow b = rows.get(j);
                Subject both = disputed(a, b);
                if (both != null && !a.code().equals(b.code()) && !seen.containsKey(both)) {
                    problems.add(at(
                            i,
                            "claims the same cases as " + row(j) + ", and neither is the more specific; add a row for "
                                    + said(both.grid(), both.about())));
                }
            }
        }
        return problems;
    }

    /** What both claim, where one is the more specific by grid and the other by event; null where nothing. */
    private @Nullable Subject disputed(CatalogueConfig.DepartmentRow a, CatalogueConfig.DepartmentRow b) {
        boolean aWider = coversGrid(a.grid(), b.grid());
        boolean bWider = coversGrid(b.grid(), a.grid());
        if (aWider == bWider) {
            return null; // the same ground, where the event decides, or apart
        }
        CatalogueConfig.DepartmentRow wide = aWider ? a : b;
        CatalogueConfig.DepartmentRow narrow = aWider ? b : a;
        boolean wideIsMoreSpecial = !about(wide).equals(about(narrow)) && coversEvents(narrow, wide);
        return wideIsMoreSpecial ? new Subject(narrow.grid(), about(wide)) : null;
    }

    private static boolean coversGrid(String wide, String narrow) {
        return wide.endsWith("*") ? narrow.startsWith(wide.substring(0, wide.length() - 1)) : wide.equals(narrow);
    }

    private boolean coversEvents(CatalogueConfig.DepartmentRow general, CatalogueConfig.DepartmentRow special) {
        if (general.event() == null && general.group() == null) {
            return true;
        }
        return general.group() != null
                && (general.group().equals(special.group())
                        || (special.event() != null && general.group().equals(groupOf.get(special.event()))));
    }

    private static String about(CatalogueConfig.DepartmentRow row) {
        return row.event() != null
                ? "event " + row.event()
                : row.group() != null ? "group " + row.group() : "every event";
    }

    private static String said(String grid, String about) {
        return "grid " + grid + " and " + about;
    }

    private String row(int index) {
        return "departments[" + index + "] (line "
                + tree.problem("/catalogue/departments/" + index, "").line() + ")";
    }

    private ConfigProblem at(int index, String problem) {
        return tree.problem("/catalogue/departments/" + index, problem);
    }
}
