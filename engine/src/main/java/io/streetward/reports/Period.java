package io.streetward.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Whole days of one place. A day there may last 23 or 25 hours.
 *
 * @param from the first day
 * @param to the last day, in the period too
 * @param zone the place's time zone
 */
public record Period(LocalDate from, LocalDate to, ZoneId zone) {
    /** Ten years: a report by day has a line for each, and a wrong year in a date should not make a million of them. */
    public static final int MAX_DAYS = 3_660;

    /** @throws IllegalArgumentException with a sentence when the days are in the wrong order or too many */
    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the last day, " + to + ", is before the first, " + from);
        }
        if (ChronoUnit.DAYS.between(from, to) >= MAX_DAYS) {
            throw new IllegalArgumentException(
                    "from " + from + " to " + to + " is more than " + MAX_DAYS + " days; ask for fewer");
        }
    }

    /** When the first day begins; not at midnight where the clock is put forward then. */
    public Instant start() {
        return from.atStartOfDay(zone).toInstant();
    }

    /** When the day after the last begins. */
    public Instant end() {
        return to.plusDays(1).atStartOfDay(zone).toInstant();
    }

    public int days() {
        return Math.toIntExact(ChronoUnit.DAYS.between(from, to)) + 1;
    }

    public List<LocalDate> dates() {
        return from.datesUntil(to.plusDays(1)).toList();
    }

    /** The day of the place in which something happened. */
    public LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /** As many days, just before. */
    public Period before() {
        return new Period(from.minusDays(days()), from.minusDays(1), zone);
    }

    /** The moment at which the period before was as old as this one is at {@code asOf}. */
    public Instant sameAgeBefore(Instant asOf) {
        return asOf.minus(Duration.between(before().start(), start()));
    }
}
