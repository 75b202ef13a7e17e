package io.streetward.tools.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How well the engine did.
 *
 * @param kinds one row a kind of event: the product's four always, others where there are any
 * @param match what belongs together and what does not
 * @param tooShort events that leave before they have stayed too long, which are no events for the limits at hand
 * @param hours hours of all cameras together
 */
record EventScores(List<Row> kinds, EventMatch match, List<TrueEvent> tooShort, double hours) {
    static final String ROAD_SPILLAGE = "road_spillage";
    static final String MUD_TRACKING = "mud_tracking";

    private static final List<String> ALWAYS =
            List.of("illegal_parking", "street_vending", ROAD_SPILLAGE, "shop_overflow");

    EventScores {
        kinds = List.copyOf(kinds);
        tooShort = List.copyOf(tooShort);
    }

    /**
     * One kind's figures. What cannot be told is empty: the precision of no alarms, the recall of no events.
     *
     * @param startRmseS root mean square of the starts' errors over the matched, seconds
     */
    record Row(String kind, int events, int alarms, int matched, OptionalDouble startRmseS) {
        OptionalDouble precision() {
            return share(matched, alarms);
        }

        OptionalDouble recall() {
            return share(matched, events);
        }

        /** 2 matched / (events + alarms), which is the harmonic mean of the two and 0 where one of them is. */
        OptionalDouble f1() {
            return share(2 * matched, events + alarms);
        }

        private static OptionalDouble share(int part, int whole) {
            return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
        }
    }

    static EventScores of(List<TrueEvent> events, List<Alarm> alarms, double hours) {
        List<TrueEvent> tooShort =
                events.stream().filter(TrueEvent::leavesInTime).toList();
        List<TrueEvent> due = events.stream().filter(e -> !e.leavesInTime()).toList();
        EventMatch match = EventMatch.of(due, alarms);
        boolean mudIsTold = due.stream().anyMatch(e -> e.kind().equals(MUD_TRACKING));
        Set<String> names = new LinkedHashSet<>(ALWAYS);
        due.forEach(e -> names.add(e.kind()));
        match.falseAlarms().forEach(a -> names.add(rowOf(a, mudIsTold)));
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            List<EventMatch.Pair> pairs = match.pairs().stream()
                    .filter(p -> p.event().kind().equals(name))
                    .toList();
            long wrong = match.falseAlarms().stream()
                    .filter(a -> rowOf(a, mudIsTold).equals(name))
                    .count();
            long missed =
                    match.missed().stream().filter(e -> e.kind().equals(name)).count();
            rows.add(new Row(name, pairs.size() + (int) missed, pairs.size() + (int) wrong, pairs.size(), rms(pairs)));
        }
        return new EventScores(rows, match, tooShort, hours);
    }

    /** Empty for recordings without any length. */
    OptionalDouble falseAlarmsPerHour() {
        return hours > 0 ? OptionalDouble.of(match.falseAlarms().size() / hours) : OptionalDouble.empty();
    }

    /** Mud on the road counts among the spills unless the truth tells the two apart. */
    private static String rowOf(Alarm alarm, boolean mudIsTold) {
        return alarm.kind().equals(MUD_TRACKING) && !mudIsTold ? ROAD_SPILLAGE : alarm.kind();
    }

    private static OptionalDouble rms(List<EventMatch.Pair> pairs) {
        OptionalDouble mean = pairs.stream()
                .mapToDouble(p -> p.startErrorS() * p.startErrorS())
                .average();
        return mean.isPresent() ? OptionalDouble.of(Math.sqrt(mean.getAsDouble())) : mean;
    }
}
