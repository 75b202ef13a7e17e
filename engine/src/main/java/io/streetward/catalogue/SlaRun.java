package io.streetward.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From when time is counted against a department, and when it was not. Instants are UTC, to the millisecond.
 *
 * @param stops in order, without overlap, none before the start; only the last may be without an end. At most
 *     {@value #MOST_STOPS}
 */
public record SlaRun(Instant start, List<Stop> stops) {
    /** A case that was suspended more often than this is beyond a clock's help; refused. */
    public static final int MOST_STOPS = 1000;

    /**
     * While it was suspended, or with somebody else.
     *
     * @param to null while it still is
     */
    public record Stop(Instant from, @Nullable Instant to) {
        public Stop {
            if (to != null && to.isBefore(from)) {
                throw new IllegalArgumentException("a stop from " + from + " ends before it begins, at " + to);
            }
        }

        /** The later end of two, of which null is the latest. */
        private @Nullable Instant laterEnd(Stop other) {
            return to == null || other.to == null ? null : to.isAfter(other.to) ? to : other.to;
        }
    }

    /** Joins stops that overlap and cuts off what lies before the start. */
    public SlaRun {
        if (stops.size() > MOST_STOPS) {
            throw new IllegalArgumentException(stops.size() + " stops; expected at most " + MOST_STOPS);
        }
        List<Stop> joined = new ArrayList<>();
        for (Stop stop : stops.stream().sorted(Comparator.comparing(Stop::from)).toList()) {
            if (stop.to() != null && !stop.to().isAfter(start)) {
                continue;
            }
            Stop cut = stop.from().isBefore(start) ? new Stop(start, stop.to()) : stop;
            Stop last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || (last.to() != null && last.to().isBefore(cut.from()))) {
                joined.add(cut);
            } else {
                joined.set(joined.size() - 1, new Stop(last.from(), last.laterEnd(cut)));
            }
        }
        stops = List.copyOf(joined);
    }

    /** One that was never stopped. */
    public static SlaRun from(Instant start) {
        return new SlaRun(start, List.of());
    }

    /**
     * The same, stopped for a while more.
     *
     * @param until null: until further notice
     */
    public SlaRun stopped(Instant since, @Nullable Instant until) {
        List<Stop> more = new ArrayList<>(stops);
        more.add(new Stop(since, until));
        return new SlaRun(start, more);
    }

    /** The stretches that run, in order; the last has no end unless the clock stands. */
    List<Stop> stretches() {
        List<Stop> running = new ArrayList<>();
        Instant since = start;
        for (Stop stop : stops) {
            running.add(new Stop(since, stop.from()));
            if (stop.to() == null) {
                return running;
            }
            since = stop.to();
        }
        running.add(new Stop(since, null));
        return running;
    }
}
