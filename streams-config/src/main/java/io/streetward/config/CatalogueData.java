package io.streetward.config;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the shipped catalogue files and those of the site add up to. */
public record CatalogueData(List<Event> events, List<Standard> standards) {
    public CatalogueData {
        events = List.copyOf(events);
        standards = List.copyOf(standards);
    }

    /**
     * An event.
     *
     * @param zh name in Chinese
     * @param en name in English
     * @param limit such as {@code 2 urgent_hour}; null for none
     */
    public record Event(
            String id,
            String zh,
            String en,
            String group,
            @Nullable String limit) {}

    /**
     * A standard's table.
     *
     * @param zh name in Chinese; in a file null where it only adds to the standard
     * @param en name in English; likewise
     * @param from first day it is in force; null where not known
     * @param until last day it is; null while it is
     * @param replaces id of another; null for none
     * @param digits how the digits of an event's code divide; empty for codes of any form
     */
    public record Standard(
            String id,
            @Nullable String zh,
            @Nullable String en,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable String replaces,
            List<Integer> digits,
            List<Code> codes,
            List<Without> without) {
        public Standard {
            digits = List.copyOf(digits);
            codes = List.copyOf(codes);
            without = List.copyOf(without);
        }
    }

    /**
     * A row of a standard.
     *
     * @param events ids of what it covers
     */
    public record Code(String code, String kind, List<String> events, String zh, String en) {
        public Code {
            events = List.copyOf(events);
        }
    }

    /** An event that a standard has no code for. */
    public record Without(String event, String because) {}
}
