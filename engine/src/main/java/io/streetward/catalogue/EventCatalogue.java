package io.streetward.catalogue;

import io.streetward.rules.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The events, what each standard calls them, and how long each may take. Data, immutable; read from catalogue files by
 * whoever makes it.
 */
public final class EventCatalogue {
    private final Map<EventKind, CatalogueEvent> events = new LinkedHashMap<>();
    private final Map<String, Standard> standards = new LinkedHashMap<>();
    private final Map<CodeKey, CatalogueCode> codes = new LinkedHashMap<>();
    private final List<MissingCode> missing;

    /**
     * Made of what the files hold.
     *
     * @throws IllegalArgumentException when an id or key stands twice, or one is used that does not exist
     */
    public EventCatalogue(
            Collection<CatalogueEvent> events,
            Collection<Standard> standards,
            Collection<CatalogueCode> codes,
            Collection<MissingCode> missing) {
        events.forEach(event -> require(this.events.put(event.kind(), event) == null, "a second event ", event.kind()));
        standards.forEach(one -> require(this.standards.put(one.id(), one) == null, "a second standard ", one.id()));
        for (CatalogueCode code : codes) {
            require(this.standards.containsKey(code.key().standard()), "no such standard: ", code.key());
            require(this.events.keySet().containsAll(code.events()), "unknown event of ", code.key());
            require(this.codes.put(code.key(), code) == null, "a second code ", code.key());
        }
        this.missing = List.copyOf(missing);
    }

    /** The same, with other time limits for some events. */
    public EventCatalogue withLimits(Map<EventKind, TimeLimit> limits) {
        limits.keySet().forEach(kind -> require(events.containsKey(kind), "no such event: ", kind));
        List<CatalogueEvent> changed = new ArrayList<>();
        for (CatalogueEvent event : events.values()) {
            TimeLimit limit = limits.get(event.kind());
            changed.add(limit == null ? event : event.withLimit(limit));
        }
        return new EventCatalogue(changed, standards.values(), codes.values(), missing);
    }

    public Optional<CatalogueEvent> event(EventKind kind) {
        return Optional.ofNullable(events.get(kind));
    }

    public Optional<Standard> standard(String id) {
        return Optional.ofNullable(standards.get(id));
    }

    public Optional<CatalogueCode> code(CodeKey key) {
        return Optional.ofNullable(codes.get(key));
    }

    /** Every event, in the order of the files. */
    public List<CatalogueEvent> events() {
        return List.copyOf(events.values());
    }

    /** Those in force on a day of the street. */
    public List<Standard> inForceOn(LocalDate day) {
        return standards.values().stream().filter(one -> one.inForceOn(day)).toList();
    }

    /** How long handling an event may take; empty where the city sets no limit, or the event is unknown. */
    public Optional<TimeLimit> limit(EventKind kind) {
        return event(kind).map(CatalogueEvent::limit);
    }

    /** What a standard calls an event. */
    public Counterpart codeOf(EventKind event, String standard) {
        if (!standards.containsKey(standard)) {
            return new Counterpart.Unknown("no standard \"" + standard + "\" in the catalogue");
        }
        if (!events.containsKey(event)) {
            return new Counterpart.Unknown("no event \"" + event + "\" in the catalogue");
        }
        return counterpart(Set.of(event), standard);
    }

    /** What another standard calls what a code of one covers. */
    public Counterpart crosswalk(CodeKey from, String standard) {
        if (!standards.containsKey(standard)) {
            return new Counterpart.Unknown("no standard \"" + standard + "\" in the catalogue");
        }
        CatalogueCode code = codes.get(from);
        return code == null
                ? new Counterpart.Unknown("no code \"" + from + "\" in the catalogue")
                : counterpart(new LinkedHashSet<>(code.events()), standard);
    }

    private Counterpart counterpart(Set<EventKind> wanted, String standard) {
        List<CatalogueCode> found = codes.values().stream()
                .filter(code -> code.key().standard().equals(standard))
                .filter(code -> code.events().stream().anyMatch(wanted::contains))
                .toList();
        return switch (found.size()) {
            case 0 -> new Counterpart.None(why(wanted, standard));
            case 1 -> new Counterpart.One(found.get(0));
            default -> new Counterpart.Several(found);
        };
    }

    private String why(Set<EventKind> wanted, String standard) {
        return missing.stream()
                .filter(one -> one.standard().equals(standard) && wanted.contains(one.event()))
                .map(MissingCode::because)
                .findFirst()
                .orElseGet(() -> "standard \"" + standard + "\" has no code for " + wanted + " in the catalogue");
    }

    private static void require(boolean holds, String problem, Object what) {
        if (!holds) {
            throw new IllegalArgumentException("catalogue: " + problem + what);
        }
    }
}
