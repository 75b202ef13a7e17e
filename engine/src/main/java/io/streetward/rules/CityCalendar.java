package io.streetward.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which days a city works, and where its clocks are set.
 *
 * @param zone of the street
 * @param holidays days off, as the city's yearly notice lists them
 * @param makeUpDays days of a weekend that are worked in exchange
 */
public record CityCalendar(ZoneId zone, Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {
    public CityCalendar {
        holidays = Set.copyOf(holidays);
        makeUpDays = Set.copyOf(makeUpDays);
        Set<LocalDate> both = new TreeSet<>(holidays);
        both.retainAll(makeUpDays);
        if (!both.isEmpty()) {
            throw new IllegalArgumentException("calendar: " + both + " cannot be both holidays and make-up days");
        }
    }

    /** One without holidays. */
    public static CityCalendar of(ZoneId zone) {
        return new CityCalendar(zone, Set.of(), Set.of());
    }

    public boolean isHoliday(LocalDate day) {
        return holidays.contains(day);
    }

    /** Monday to Friday without holidays, and make-up days. */
    public boolean isWorkday(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return makeUpDays.contains(day) || (!weekend && !isHoliday(day));
    }
}
