package io.streetward.tools.replay;

import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which alarm is which event's: one each, those nearest in time to when the alarm was due first. Further alarms on one
 * event are false, as an operator sees each.
 *
 * @param pairs what belongs together
 * @param missed events without an alarm
 * @param falseAlarms alarms without an event
 */
record EventMatch(List<Pair> pairs, List<TrueEvent> missed, List<Alarm> falseAlarms) {
    /** Two boxes around one thing, one of them around its wheels only, overlap by this much. */
    static final double LEAST_IOU = 0.2;

    static final double EARLY_S = 3;
    static final double LATE_S = 15;

    EventMatch {
        pairs = List.copyOf(pairs);
        missed = List.copyOf(missed);
        falseAlarms = List.copyOf(falseAlarms);
    }

    record Pair(TrueEvent event, Alarm alarm) {
        /** How far the alarm is from when it was due. */
        double offS() {
            return Math.abs(alarm.alarmS() - event.dueS());
        }

        /** The stay's start as the engine has it, minus the true one. */
        double startErrorS() {
            return alarm.startS() - event.startS();
        }
    }

    static EventMatch of(List<TrueEvent> events, List<Alarm> alarms) {
        List<Pair> candidates = new ArrayList<>();
        for (TrueEvent event : events) {
            alarms.stream()
                    .filter(a -> fits(event, a))
                    .map(a -> new Pair(event, a))
                    .forEach(candidates::add);
        }
        candidates.sort(Comparator.comparingDouble(Pair::offS));
        // By place in the lists: two equal alarms are two all the same.
        Set<Integer> takenEvents = new HashSet<>();
        Set<Integer> takenAlarms = new HashSet<>();
        List<Pair> pairs = new ArrayList<>();
        for (Pair pair : candidates) {
            int event = placeOf(pair.event(), events);
            int alarm = placeOf(pair.alarm(), alarms);
            if (!takenEvents.contains(event) && !takenAlarms.contains(alarm)) {
                takenEvents.add(event);
                takenAlarms.add(alarm);
                pairs.add(pair);
            }
        }
        return new EventMatch(pairs, without(events, takenEvents), without(alarms, takenAlarms));
    }

    /** Whether an alarm may be an event's. */
    static boolean fits(TrueEvent event, Alarm alarm) {
        return alarm.clip().equals(event.clip())
                && sameKind(event.kind(), alarm.kind())
                && alarm.zone().equals(event.zone())
                && samePlace(event.box(), alarm.box())
                && alarm.alarmS() >= event.dueS() - EARLY_S
                && alarm.alarmS() <= event.dueS() + LATE_S;
    }

    /** Mud on the road is a spill by another name where the truth knows no better. */
    private static boolean sameKind(String event, String alarm) {
        return alarm.equals(event)
                || (alarm.equals(EventScores.MUD_TRACKING) && event.equals(EventScores.ROAD_SPILLAGE));
    }

    private static boolean samePlace(NormalizedBox event, NormalizedBox alarm) {
        NormalizedPoint centre = alarm.center();
        boolean inside = centre.x() >= event.x()
                && centre.x() <= event.right()
                && centre.y() >= event.y()
                && centre.y() <= event.bottom();
        return inside || event.iou(alarm) >= LEAST_IOU;
    }

    private static int placeOf(Object wanted, List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == wanted) {
                return i;
            }
        }
        throw new IllegalArgumentException(wanted + " is not in the list");
    }

    private static <T> List<T> without(List<T> all, Set<Integer> taken) {
        List<T> left = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!taken.contains(i)) {
                left.add(all.get(i));
            }
        }
        return left;
    }
}
