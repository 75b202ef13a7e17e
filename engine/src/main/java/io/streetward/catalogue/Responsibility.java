package io.streetward.catalogue;

import java.util.List;

/** Who has to deal with a case. */
public sealed interface Responsibility {
    /** The answer in words. */
    String sentence();

    /** This department has to, by the most specific of the rows that apply. */
    record Known(Department department, DepartmentRule by) implements Responsibility {
        @Override
        public String sentence() {
            return department.name() + " (" + department.code() + ")";
        }
    }

    /** No row of the table applies. */
    record Nobody(String sentence) implements Responsibility {}

    /**
     * Rows apply of which none is the more specific, and they name different departments. Configuration with such rows is
     * refused when it is read.
     *
     * @param rules two or more
     */
    record Disputed(List<DepartmentRule> rules) implements Responsibility {
        public Disputed {
            rules = List.copyOf(rules);
        }

        @Override
        public String sentence() {
            return "several departments claim it: "
                    + rules.stream().map(rule -> rule.department().name()).toList() + "; add a row for both";
        }
    }
}
