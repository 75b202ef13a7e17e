package io.streetward.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What events are called here, who handles them and by when.
 *
 * @param standard id of the standard that cases are filed in
 * @param files of the site, as written; relative to the folder of {@code streams.yaml}
 * @param division six digits of GB/T 2260; null where not set
 * @param workSessions of a working day, such as {@code 08:00-12:00}
 * @param limits by event id, such as {@code 2 urgent_hour}; over those of the catalogue
 * @param data what the catalogue files hold, the shipped ones and those of the site
 */
public record CatalogueConfig(
        String standard,
        List<String> files,
        @Nullable String division,
        List<String> workSessions,
        Map<String, String> limits,
        List<DepartmentRow> departments,
        Escalation escalation,
        CatalogueData data) {
    public CatalogueConfig {
        files = List.copyOf(files);
        workSessions = List.copyOf(workSessions);
        limits = Map.copyOf(limits);
        departments = List.copyOf(departments);
    }

    /**
     * Who handles which events where; at most one of {@code event} and {@code group}.
     *
     * @param grid 15 characters of a grid cell, or the first of them and {@code *}
     * @param event an event's id; null for all, or those of the group
     * @param group a group's id; null for all, or the event
     * @param code of the department
     * @param name of the department
     */
    public record DepartmentRow(
            String grid, @Nullable String event, @Nullable String group, String code, String name) {}

    /**
     * When somebody is told that time runs out.
     *
     * @param warnAt percent of the limit
     */
    public record Escalation(int warnAt, List<Step> steps) {
        public Escalation {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Whom to tell beyond the limit.
     *
     * @param at percent of the limit
     * @param code of the superior department
     * @param name of the superior department
     */
    public record Step(int at, String code, String name) {}

    /**
     * Where a camera looks, or a zone lies; what is null is taken from the camera, or from {@code catalogue}.
     *
     * @param gridCell 15 characters
     * @param coordinates longitude and latitude in CGCS2000, degrees
     * @param address the place in words
     * @param division six digits of GB/T 2260
     */
    public record Location(
            @Nullable String gridCell,
            @Nullable List<Double> coordinates,
            @Nullable String address,
            @Nullable String division) {
        public Location {
            coordinates = coordinates == null ? null : List.copyOf(coordinates);
        }
    }
}
