package io.streetward.catalogue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/** The time of one kind of clock: which stretches of which days count, on the kind's axis. Milliseconds throughout. */
final class CountedTime {
    /** A bound on the search for a day that counts: no calendar has so many holidays in a row. */
    private static final int MOST_DAYS_OFF = 400;

    private final ZoneId zone;
    private final TimeAxis axis;
    private final Predicate<LocalDate> counts;
    private final List<WorkSessions.Session> sessions;

    CountedTime(ZoneId zone, TimeAxis axis, Predicate<LocalDate> counts, WorkSessions sessions) {
        this.zone = zone;
        this.axis = axis;
        this.counts = counts;
        this.sessions = sessions.sessions();
    }

    /** What counts of the time from a moment to a later one. */
    long between(Instant from, Instant to) {
        long begin = axis.at(from, zone);
        long end = axis.at(to, zone);
        long sum = 0;
        for (LocalDate day = dayOf(from); !day.isAfter(dayOf(to)); day = day.plusDays(1)) {
            if (counts.test(day)) {
                for (WorkSessions.Session session : sessions) {
                    sum += Math.max(
                            0,
                            Math.min(end, at(day, session.toMinute()))
                                    - Math.max(begin, at(day, session.fromMinute())));
                }
            }
        }
        return sum;
    }

    /** The first moment by which {@code length} has been counted; {@code length} above 0. */
    Instant after(Instant from, long length) {
        long begin = axis.at(from, zone);
        long left = length;
        int off = 0;
        for (LocalDate day = dayOf(from); off < MOST_DAYS_OFF; day = day.plusDays(1)) {
            long before = left;
            for (WorkSessions.Session session : counts.test(day) ? sessions : List.<WorkSessions.Session>of()) {
                long start = Math.max(begin, at(day, session.fromMinute()));
                long span = Math.max(0, at(day, session.toMinute()) - start);
                if (span >= left) {
                    return axis.instant(start + left, zone);
                }
                left -= span;
            }
            off = left == before ? off + 1 : 0;
        }
        throw new IllegalStateException("no day counts within " + MOST_DAYS_OFF + " days; check the holidays");
    }

    private long at(LocalDate day, int minute) {
        return axis.at(LocalDateTime.of(day, LocalTime.MIDNIGHT).plusMinutes(minute), zone);
    }

    private LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }
}
