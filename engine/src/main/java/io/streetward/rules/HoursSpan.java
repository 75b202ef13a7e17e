package io.streetward.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days and a time of day, such as {@code Mon-Fri 07:00-19:00}.
 *
 * @param weekdays the days named; empty where the calendar decides
 * @param fromMinute first minute of the day it holds
 * @param toMinute minute of the day it holds no more, up to 24 × 60; at or below {@code fromMinute} it is the next day's
 */
record HoursSpan(Days days, Set<DayOfWeek> weekdays, int fromMinute, int toMinute) {
    private static final Pattern FORM =
            Pattern.compile("(\\S+) +([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|(24:00))");
    private static final int DAY_MINUTES = 24 * 60;

    enum Days {
        DAILY,
        WORKDAYS,
        HOLIDAYS,
        NAMED
    }

    /**
     * Reads it from text.
     *
     * @throws IllegalArgumentException with what was read, what is wrong and an example
     */
    static HoursSpan parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw problem(text, "expected days and two times of day");
        }
        int from = minute(form.group(2), form.group(3));
        int to = form.group(6) != null ? DAY_MINUTES : minute(form.group(4), form.group(5));
        if (from == to) {
            throw problem(text, "both times are the same; write 00:00-24:00 for the whole day");
        }
        return switch (form.group(1)) {
            case "daily" -> new HoursSpan(Days.DAILY, Set.of(), from, to);
            case "workdays" -> new HoursSpan(Days.WORKDAYS, Set.of(), from, to);
            case "holidays" -> new HoursSpan(Days.HOLIDAYS, Set.of(), from, to);
            default -> new HoursSpan(Days.NAMED, named(text, form.group(1)), from, to);
        };
    }

    /** Whether it holds at a local time. What runs over midnight belongs to the day it starts on. */
    boolean holdsAt(LocalDateTime local, CityCalendar calendar) {
        int minute = local.getHour() * 60 + local.getMinute();
        LocalDate today = local.toLocalDate();
        if (fromMinute < toMinute) {
            return fromMinute <= minute && minute < toMinute && isOn(today, calendar);
        }
        return (minute >= fromMinute && isOn(today, calendar))
                || (minute < toMinute && isOn(today.minusDays(1), calendar));
    }

    private boolean isOn(LocalDate day, CityCalendar calendar) {
        return switch (days) {
            case DAILY -> true;
            case WORKDAYS -> calendar.isWorkday(day);
            case HOLIDAYS -> calendar.isHoliday(day);
            case NAMED -> weekdays.contains(day.getDayOfWeek());
        };
    }

    private static Set<DayOfWeek> named(String text, String days) {
        EnumSet<DayOfWeek> named = EnumSet.noneOf(DayOfWeek.class);
        for (String part : days.split(",", -1)) {
            String[] ends = part.split("-", -1);
            if (ends.length > 2) {
                throw problem(text, "\"" + part + "\" is no range of days");
            }
            DayOfWeek day = weekday(text, ends[0]);
            DayOfWeek last = weekday(text, ends[ends.length - 1]);
            named.add(day);
            while (day != last) { // Sat-Mon runs over the end of the week
                day = day.plus(1);
                named.add(day);
            }
        }
        return named;
    }

    private static DayOfWeek weekday(String text, String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, 3).equals(word.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw problem(text, "\"" + word + "\" is no day; days are Mon to Sun, daily, workdays, holidays");
    }

    private static int minute(String hour, String minute) {
        return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }

    private static IllegalArgumentException problem(String text, String what) {
        return new IllegalArgumentException(
                "hours \"" + text + "\": " + what + ", as in \"Mon-Fri 07:00-19:00\" or \"Sat,Sun 22:00-06:00\"");
    }
}
