package io.streetward.catalogue;

import io.streetward.rules.EventKind;
import java.util.Set;

/**
 * A case, as far as its time is concerned.
 *
 * @param raised {@link SlaMark#key} of every mark that is on its record
 */
public record SlaSubject(String caseId, EventKind event, SlaRun run, SlaState state, Set<String> raised) {
    public SlaSubject {
        raised = Set.copyOf(raised);
    }
}
