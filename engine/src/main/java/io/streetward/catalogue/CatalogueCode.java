package io.streetward.catalogue;

import io.streetward.rules.EventKind;
import java.util.List;

/**
 * One row of a standard's table.
 *
 * @param events the product's events it covers; one or more
 */
public record CatalogueCode(CodeKey key, Names names, List<EventKind> events) {
    public CatalogueCode {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException(key + " covers no event");
        }
    }
}
