package io.streetward.catalogue;

import io.streetward.rules.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * An event as the product knows it, whatever a standard calls it.
 *
 * @param group of events that go to the same people, such as {@code street_order}
 * @param limit for handling it; null where the city sets none
 */
public record CatalogueEvent(
        EventKind kind, Names names, String group, @Nullable TimeLimit limit) {
    CatalogueEvent withLimit(TimeLimit other) {
        return new CatalogueEvent(kind, names, group, other);
    }
}
