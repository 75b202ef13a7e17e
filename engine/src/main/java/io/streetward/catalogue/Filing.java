package io.streetward.catalogue;

import java.util.List;

/** Whether a case can be written as a standard wants it. */
public sealed interface Filing {
    /** It can. */
    record Complete(CaseFields fields) implements Filing {}

    /**
     * Something mandatory is missing, or has not the form it should have.
     *
     * @param problems all of them, one or more, in the order of the standard
     */
    record Incomplete(List<FieldProblem> problems) implements Filing {
        public Incomplete {
            problems = List.copyOf(problems);
        }
    }

    /**
     * What is wrong with one field.
     *
     * @param field its name in the standard, such as {@code SZDYWGBSM}
     * @param problem a sentence, with what to do
     */
    record FieldProblem(String field, String problem) {}
}
