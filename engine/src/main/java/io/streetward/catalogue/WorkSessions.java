package io.streetward.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of a working day, by the clocks in the street; the same on each.
 *
 * @param sessions in order, without overlap; those that touch are one
 */
public record WorkSessions(List<Session> sessions) {
    private static final int DAY_MINUTES = 24 * 60;
    private static final Pattern FORM =
            Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|(24:00))");

    /**
     * One of them, from the first minute of the day that belongs to it to the first that does not.
     *
     * @param toMinute up to 24 × 60
     */
    public record Session(int fromMinute, int toMinute) {
        public Session {
            if (fromMinute < 0 || toMinute > DAY_MINUTES || fromMinute >= toMinute) {
                throw new IllegalArgumentException("a work session ends after it begins, on the same day");
            }
        }
    }

    public WorkSessions {
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("work sessions: expected at least one");
        }
        List<Session> joined = new ArrayList<>();
        for (Session session : sessions.stream()
                .sorted(Comparator.comparingInt(Session::fromMinute))
                .toList()) {
            Session last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && session.fromMinute() < last.toMinute()) {
                throw new IllegalArgumentException("work sessions: two of them overlap");
            }
            if (last != null && session.fromMinute() == last.toMinute()) {
                joined.set(joined.size() - 1, new Session(last.fromMinute(), session.toMinute()));
            } else {
                joined.add(session);
            }
        }
        sessions = List.copyOf(joined);
    }

    /**
     * Reads them as they are configured, such as {@code 08:00-12:00} and {@code 14:00-18:00}.
     *
     * @throws IllegalArgumentException with what was read and what was expected
     */
    public static WorkSessions parse(List<String> texts) {
        return new WorkSessions(texts.stream().map(WorkSessions::session).toList());
    }

    /** What one working day counts. */
    public Duration perDay() {
        return Duration.ofMinutes(sessions.stream()
                .mapToInt(session -> session.toMinute() - session.fromMinute())
                .sum());
    }

    private static Session session(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no work session; expected two times of day, such as 08:00-12:00");
        }
        int to = form.group(5) != null ? DAY_MINUTES : minute(form.group(3), form.group(4));
        return new Session(minute(form.group(1), form.group(2)), to);
    }

    private static int minute(String hour, String minute) {
        return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }
}
