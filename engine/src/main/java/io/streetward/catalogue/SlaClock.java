package io.streetward.catalogue;

import io.streetward.rules.CityCalendar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Counts a department's time against its limit, by the city's calendar and work sessions.
 *
 * <ul>
 *   <li>{@code urgent_hour}: time that passes, always.
 *   <li>{@code work_hour}: time that passes within the work sessions of working days. A start outside of them counts from
 *       the next session.
 *   <li>{@code work_day}: N working days from the moment of the start. A day is worth its sessions, so two days from
 *       Monday 10:00 end on Wednesday 10:00; from a start after hours they end with the last session of the second day.
 *   <li>{@code natural_day}: N days of the calendar from the moment of the start, at the same time of day.
 * </ul>
 *
 * <p>A deadline is the first moment at which the limit has been counted, so one that falls between sessions is the end of
 * the earlier. Counting never goes back as time goes on. Moments are taken to the millisecond. Where clocks are set
 * forward or back, hours are those that pass, days those that the clocks show.
 */
public final class SlaClock {
    private static final WorkSessions WHOLE_DAY = new WorkSessions(List.of(new WorkSessions.Session(0, 24 * 60)));
    private static final BigDecimal HOUR_MILLIS = BigDecimal.valueOf(3_600_000);

    private final CityCalendar calendar;
    private final WorkSessions sessions;

    public SlaClock(CityCalendar calendar, WorkSessions sessions) {
        this.calendar = calendar;
        this.sessions = sessions;
    }

    /** What a limit comes to: a work day counts as much as its sessions, a natural day 24 hours. */
    public Duration length(TimeLimit limit) {
        BigDecimal amount = limit.amount();
        return switch (limit.kind()) {
            case URGENT_HOUR, WORK_HOUR ->
                Duration.ofMillis(amount.multiply(HOUR_MILLIS).longValueExact());
            case WORK_DAY -> sessions.perDay().multipliedBy(amount.longValueExact());
            case NATURAL_DAY -> Duration.ofDays(amount.longValueExact());
        };
    }

    /** When a limit is reached by a run that was never stopped. */
    public Instant deadline(Instant start, TimeLimit limit) {
        return counter(limit.kind()).after(start, length(limit).toMillis());
    }

    /** When a limit is, or was, reached. */
    public Deadline deadline(SlaRun run, TimeLimit limit) {
        return reached(run, limit.kind(), length(limit));
    }

    /** What has been counted by now, counted as the limit is; zero before the start. */
    public Duration elapsed(SlaRun run, Instant now, TimeLimit limit) {
        long sum = 0;
        for (SlaRun.Stop stretch : run.stretches()) {
            Instant end = stretch.to() == null || stretch.to().isAfter(now) ? now : stretch.to();
            if (end.isAfter(stretch.from())) {
                sum += counter(limit.kind()).between(stretch.from(), end);
            }
        }
        return Duration.ofMillis(sum);
    }

    /** What is left, counted as the limit is; negative by as much as it is overdue. */
    public Duration remaining(SlaRun run, Instant now, TimeLimit limit) {
        return length(limit).minus(elapsed(run, now, limit));
    }

    /** When so much has been counted. */
    Deadline reached(SlaRun run, ClockKind kind, Duration length) {
        CountedTime time = counter(kind);
        long left = length.toMillis();
        for (SlaRun.Stop stretch : run.stretches()) {
            if (stretch.to() == null) {
                return new Deadline.At(time.after(stretch.from(), left));
            }
            long counts = time.between(stretch.from(), stretch.to());
            if (counts >= left) {
                return new Deadline.At(time.after(stretch.from(), left));
            }
            left -= counts;
        }
        return new Deadline.Standing(Duration.ofMillis(left));
    }

    private CountedTime counter(ClockKind kind) {
        return switch (kind) {
            case URGENT_HOUR -> new CountedTime(calendar.zone(), TimeAxis.PASSING, day -> true, WHOLE_DAY);
            case WORK_HOUR -> new CountedTime(calendar.zone(), TimeAxis.PASSING, calendar::isWorkday, sessions);
            case WORK_DAY -> new CountedTime(calendar.zone(), TimeAxis.SHOWN, calendar::isWorkday, sessions);
            case NATURAL_DAY -> new CountedTime(calendar.zone(), TimeAxis.SHOWN, day -> true, WHOLE_DAY);
        };
    }
}
