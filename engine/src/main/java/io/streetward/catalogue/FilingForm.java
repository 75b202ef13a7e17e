package io.streetward.catalogue;

import io.streetward.rules.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fills in the mandatory fields of a case, in the standard that the city files in. */
public final class FilingForm {
    private final EventCatalogue catalogue;
    private final Standard standard;
    private final DepartmentTable departments;

    /**
     * A form of one standard.
     *
     * @throws IllegalArgumentException when the catalogue has no such standard
     */
    public FilingForm(EventCatalogue catalogue, String standard, DepartmentTable departments) {
        this.catalogue = catalogue;
        this.standard = catalogue
                .standard(standard)
                .orElseThrow(() -> new IllegalArgumentException("no standard \"" + standard + "\" in the catalogue"));
        this.departments = departments;
    }

    /** What would be filed of an event at a place, or all that keeps it from being filed. */
    public Filing fill(EventKind event, CaseLocation where) {
        List<Filing.FieldProblem> problems = new ArrayList<>();
        CatalogueCode code = code(event, problems);
        CaseCode full = code == null ? null : full(code, where, problems);
        Department department = department(event, where, problems);
        if (where.place().isBlank()) {
            problems.add(new Filing.FieldProblem("SFWZ", "the place is not in words; give the camera or zone a name"));
        }
        GridCell cell = where.cell();
        if (cell == null) {
            problems.add(new Filing.FieldProblem(
                    "SZDYWGBSM", "the grid cell is not known; give the camera or zone its gridCell"));
        }
        if (!problems.isEmpty()) {
            return new Filing.Incomplete(problems);
        }
        return new Filing.Complete(new CaseFields(
                Objects.requireNonNull(full).toString(),
                Objects.requireNonNull(code).names().zh(),
                Objects.requireNonNull(department).code(),
                department.name(),
                where.place(),
                Objects.requireNonNull(cell).code(),
                where.coordinates()));
    }

    private @Nullable CatalogueCode code(EventKind event, List<Filing.FieldProblem> problems) {
        Counterpart found = catalogue.codeOf(event, standard.id());
        if (found instanceof Counterpart.One one) {
            return one.code();
        }
        String problem = found instanceof Counterpart.Several several
                ? "several codes stand for " + event + ": "
                        + several.codes().stream()
                                .map(code -> code.key().code())
                                .toList()
                : found instanceof Counterpart.None none ? none.because() : "no event \"" + event + "\"";
        problems.add(new Filing.FieldProblem("SXDM", problem));
        return null;
    }

    private @Nullable CaseCode full(CatalogueCode code, CaseLocation where, List<Filing.FieldProblem> problems) {
        String division = where.division();
        if (division == null) {
            problems.add(new Filing.FieldProblem("SXDM", "the division is not known; set catalogue.division"));
            return null;
        }
        try {
            return CaseCode.of(division, standard, code.key().code());
        } catch (IllegalArgumentException e) {
            problems.add(new Filing.FieldProblem("SXDM", String.valueOf(e.getMessage())));
            return null;
        }
    }

    private @Nullable Department department(EventKind event, CaseLocation where, List<Filing.FieldProblem> problems) {
        Responsibility found = departments.responsible(where.cell(), event);
        if (found instanceof Responsibility.Known known) {
            return known.department();
        }
        problems.add(new Filing.FieldProblem("ZGBMDM", found.sentence()));
        return null;
    }
}
