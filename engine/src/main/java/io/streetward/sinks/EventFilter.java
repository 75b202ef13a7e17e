package io.streetward.sinks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.cases.CaseEvent;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseState;
import java.util.Set;

/**
 * Which events a sink wants to be told of.
 *
 * @param kinds what happened; empty: everything
 * @param states of events of kind {@link CaseEventKind#STATE} only those into one of these; empty: into any
 */
public record EventFilter(Set<CaseEventKind> kinds, Set<CaseState> states) {
    /** Everything. */
    public static final EventFilter ALL = new EventFilter(Set.of(), Set.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    public EventFilter {
        kinds = Set.copyOf(kinds);
        states = Set.copyOf(states);
    }

    boolean wants(CaseEvent event) {
        if (!kinds.isEmpty() && !kinds.contains(event.kind())) {
            return false;
        }
        return event.kind() != CaseEventKind.STATE || states.isEmpty() || states.contains(stateOf(event));
    }

    private static CaseState stateOf(CaseEvent event) {
        try {
            return CaseState.ofKey(
                    JSON.readTree(event.payload()).at("/case/state").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + event.key() + " has a payload that is no JSON", e);
        }
    }
}
