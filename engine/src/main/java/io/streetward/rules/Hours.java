package io.streetward.rules;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When something holds, by the clocks in the street: some hours, less exceptions.
 *
 * <p>Written as days and a time of day: {@code daily 08:00-22:00}, {@code Mon-Fri 07:00-19:00},
 * {@code Sat,Sun 22:00-06:00} (over midnight: belongs to the day it starts on), {@code workdays 08:00-12:00},
 * {@code holidays 00:00-24:00}. Where clocks are set forward or back, what they show decides: an hour shown twice holds
 * twice.
 */
public final class Hours {
    public static final Hours ALWAYS = new Hours(CityCalendar.of(ZoneOffset.UTC), List.of(), List.of(), "");

    private final CityCalendar calendar;
    private final List<HoursSpan> spans;
    private final List<HoursSpan> exceptions;
    private final String words;

    private Hours(CityCalendar calendar, List<HoursSpan> spans, List<HoursSpan> exceptions, String words) {
        this.calendar = calendar;
        this.spans = spans;
        this.exceptions = exceptions;
        this.words = words;
    }

    /**
     * Reads hours as they are configured.
     *
     * @param hours empty: always
     * @param exceptions when it does not hold all the same
     * @throws IllegalArgumentException with what was read, what is wrong and an example
     */
    public static Hours of(CityCalendar calendar, List<String> hours, List<String> exceptions) {
        String words = String.join(", ", hours);
        return new Hours(
                calendar,
                hours.stream().map(HoursSpan::parse).toList(),
                exceptions.stream().map(HoursSpan::parse).toList(),
                exceptions.isEmpty() ? words : (words + " except " + String.join(", ", exceptions)).strip());
    }

    /** Whether it holds at a moment. */
    public boolean holdsAt(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, calendar.zone());
        return (spans.isEmpty() || spans.stream().anyMatch(s -> s.holdsAt(local, calendar)))
                && exceptions.stream().noneMatch(s -> s.holdsAt(local, calendar));
    }

    /** The time of day the clocks in the street show, as {@code 07:05}. */
    String clock(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, calendar.zone());
        return String.format(Locale.ROOT, "%02d:%02d", local.getHour(), local.getMinute());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hours that
                && calendar.equals(that.calendar)
                && spans.equals(that.spans)
                && exceptions.equals(that.exceptions);
    }

    @Override
    public int hashCode() {
        return 31 * spans.hashCode() + exceptions.hashCode();
    }

    /** As configured; empty for always. */
    @Override
    public String toString() {
        return words;
    }
}
