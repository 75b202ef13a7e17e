package io.streetward.app;

import io.streetward.catalogue.CaseLocation;
import io.streetward.catalogue.CatalogueCode;
import io.streetward.catalogue.CatalogueEvent;
import io.streetward.catalogue.CodeKey;
import io.streetward.catalogue.Coordinates;
import io.streetward.catalogue.Department;
import io.streetward.catalogue.DepartmentRule;
import io.streetward.catalogue.DepartmentTable;
import io.streetward.catalogue.EscalationPolicy;
import io.streetward.catalogue.EventCatalogue;
import io.streetward.catalogue.FilingForm;
import io.streetward.catalogue.GridCell;
import io.streetward.catalogue.MissingCode;
import io.streetward.catalogue.Names;
import io.streetward.catalogue.SlaClock;
import io.streetward.catalogue.SlaWatch;
import io.streetward.catalogue.Standard;
import io.streetward.catalogue.TimeLimit;
import io.streetward.catalogue.WorkSessions;
import io.streetward.config.CatalogueConfig;
import io.streetward.config.CatalogueData;
import io.streetward.config.StreetwardConfig;
import io.streetward.rules.CityCalendar;
import io.streetward.rules.EventKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The city's tables, from the configuration: what events are called, who handles them and by when, and where cameras and
 * zones are.
 *
 * @param form of the standard that cases are filed in
 */
record CityTables(
        EventCatalogue catalogue, DepartmentTable departments, SlaClock clock, SlaWatch watch, FilingForm form) {

    static CityTables of(StreetwardConfig config) {
        CatalogueConfig section = config.catalogue();
        EventCatalogue catalogue = catalogue(section.data()).withLimits(limits(section));
        DepartmentTable departments = new DepartmentTable(
                catalogue, section.departments().stream().map(CityTables::rule).toList());
        SlaClock clock = new SlaClock(
                new CityCalendar(
                        config.site().timeZone(),
                        config.site().holidays(),
                        config.site().makeUpDays()),
                WorkSessions.parse(section.workSessions()));
        return new CityTables(
                catalogue,
                departments,
                clock,
                new SlaWatch(catalogue, clock, policy(section.escalation())),
                new FilingForm(catalogue, section.standard(), departments));
    }

    /** Where a zone is: what it says itself, else its camera, else the site. */
    static CaseLocation location(
            StreetwardConfig config, StreetwardConfig.Camera camera, StreetwardConfig.@Nullable Zone zone) {
        CatalogueConfig.Location own = zone == null ? null : zone.location();
        CatalogueConfig.Location around = camera.location();
        String cell = first(own, around, CatalogueConfig.Location::gridCell);
        List<Double> at = first(own, around, CatalogueConfig.Location::coordinates);
        String division = first(own, around, CatalogueConfig.Location::division);
        return new CaseLocation(
                cell == null ? null : new GridCell(cell),
                at == null ? null : new Coordinates(at.get(0), at.get(1)),
                place(camera, zone),
                division == null ? config.catalogue().division() : division);
    }

    /** The address or name nearest to the zone; its camera's goes before, where both are named. */
    private static String place(StreetwardConfig.Camera camera, StreetwardConfig.@Nullable Zone zone) {
        CatalogueConfig.Location own = zone == null ? null : zone.location();
        if (own != null && own.address() != null) {
            return own.address();
        }
        CatalogueConfig.Location around = camera.location();
        String street = around != null && around.address() != null ? around.address() : camera.name();
        String spot = zone == null ? "" : zone.name();
        return street.isBlank() ? spot : spot.isBlank() ? street : street + ", " + spot;
    }

    private static <T> @Nullable T first(
            CatalogueConfig.@Nullable Location own,
            CatalogueConfig.@Nullable Location around,
            Function<CatalogueConfig.Location, @Nullable T> key) {
        T value = own == null ? null : key.apply(own);
        return value != null || around == null ? value : key.apply(around);
    }

    private static EventCatalogue catalogue(CatalogueData data) {
        List<CatalogueCode> codes = new ArrayList<>();
        List<MissingCode> missing = new ArrayList<>();
        for (CatalogueData.Standard standard : data.standards()) {
            standard.codes()
                    .forEach(code -> codes.add(new CatalogueCode(
                            new CodeKey(standard.id(), code.kind(), code.code()),
                            new Names(code.zh(), code.en()),
                            code.events().stream().map(EventKind::new).toList())));
            standard.without()
                    .forEach(one ->
                            missing.add(new MissingCode(standard.id(), new EventKind(one.event()), one.because())));
        }
        return new EventCatalogue(
                data.events().stream().map(CityTables::event).toList(),
                data.standards().stream().map(CityTables::standard).toList(),
                codes,
                missing);
    }

    private static CatalogueEvent event(CatalogueData.Event event) {
        String limit = event.limit();
        return new CatalogueEvent(
                new EventKind(event.id()),
                new Names(event.zh(), event.en()),
                event.group(),
                limit == null ? null : TimeLimit.parse(limit));
    }

    private static Standard standard(CatalogueData.Standard standard) {
        return new Standard(
                standard.id(),
                new Names(
                        Objects.requireNonNullElse(standard.zh(), standard.id()),
                        Objects.requireNonNullElse(standard.en(), standard.id())),
                standard.from(),
                standard.until(),
                standard.replaces(),
                standard.digits());
    }

    private static Map<EventKind, TimeLimit> limits(CatalogueConfig section) {
        Map<EventKind, TimeLimit> limits = new HashMap<>();
        section.limits().forEach((event, limit) -> limits.put(new EventKind(event), TimeLimit.parse(limit)));
        return limits;
    }

    private static DepartmentRule rule(CatalogueConfig.DepartmentRow row) {
        DepartmentRule.Subject subject = row.event() != null
                ? new DepartmentRule.Subject.Event(new EventKind(row.event()))
                : row.group() != null
                        ? new DepartmentRule.Subject.Group(row.group())
                        : new DepartmentRule.Subject.Every();
        return new DepartmentRule(row.grid(), subject, new Department(row.code(), row.name()));
    }

    private static EscalationPolicy policy(CatalogueConfig.Escalation escalation) {
        return new EscalationPolicy(
                escalation.warnAt(),
                escalation.steps().stream()
                        .map(step -> new EscalationPolicy.Step(step.at(), new Department(step.code(), step.name())))
                        .toList());
    }
}
