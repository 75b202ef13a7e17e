package io.streetward.catalogue;

import io.streetward.rules.EventKind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of departments.
 *
 * @param grid a cell's 15 characters, or the first of them and {@code *}; {@code *} for everywhere
 * @param subject which events
 */
public record DepartmentRule(String grid, Subject subject, Department department) {
    private static final Pattern GRID = Pattern.compile("[0-9A-Z]{0,14}\\*|[0-9A-Z]{15}");

    /** Which events a row is about. */
    public sealed interface Subject {
        /** All. */
        record Every() implements Subject {}

        /** Those of a group of the catalogue. */
        record Group(String name) implements Subject {}

        /** One. */
        record Event(EventKind kind) implements Subject {}
    }

    public DepartmentRule {
        if (!GRID.matcher(grid).matches()) {
            throw new IllegalArgumentException(
                    "\"" + grid + "\" names no grid cells; expected 15 characters, or fewer and a *");
        }
    }

    /** Whether it is about a case. What is not known applies only to rows that do not ask for it. */
    boolean covers(@Nullable GridCell cell, EventKind event, @Nullable String group) {
        boolean here = cell == null
                ? prefix().isEmpty()
                : grid.endsWith("*")
                        ? cell.code().startsWith(prefix())
                        : cell.code().equals(grid);
        return here
                && (subject instanceof Subject.Every
                        || (subject instanceof Subject.Group wanted
                                && wanted.name().equals(group))
                        || (subject instanceof Subject.Event one && one.kind().equals(event)));
    }

    /** Of two rows about the same case: whether this one is as specific in each respect, and more so in one. */
    boolean beats(DepartmentRule other) {
        int byGrid = Integer.compare(gridRank(), other.gridRank());
        int bySubject = Integer.compare(subjectRank(), other.subjectRank());
        return byGrid >= 0 && bySubject >= 0 && byGrid + bySubject > 0;
    }

    private int gridRank() {
        return prefix().length() + (grid.endsWith("*") ? 0 : 1);
    }

    private int subjectRank() {
        return subject instanceof Subject.Every ? 0 : subject instanceof Subject.Group ? 1 : 2;
    }

    private String prefix() {
        return grid.endsWith("*") ? grid.substring(0, grid.length() - 1) : grid;
    }
}
