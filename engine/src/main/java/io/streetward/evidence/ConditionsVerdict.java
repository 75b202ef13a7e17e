package io.streetward.evidence;

import java.util.List;

/** Whether the evidence of a case meets the conditions it is held to. */
public sealed interface ConditionsVerdict {
    /**
     * It does.
     *
     * @param remarks what could not be told, each a sentence; a reader should know
     */
    record Met(List<String> remarks) implements ConditionsVerdict {
        public Met {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * It does not: a person decides.
     *
     * @param reasons what fails, each a sentence; at least one
     */
    record Unmet(List<String> reasons) implements ConditionsVerdict {
        public Unmet {
            reasons = List.copyOf(reasons);
        }
    }
}
