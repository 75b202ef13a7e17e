package io.streetward.sinks;

import io.streetward.cases.CaseEvent;
import io.streetward.cases.CaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A receiver in memory that honours the key; what it answers is set from outside. */
final class HonestReceiver implements Sink {
    private final Map<String, CaseEvent> byKey = new LinkedHashMap<>();
    private final Map<CaseId, List<Long>> numbers = new HashMap<>();
    private Function<CaseEvent, Outcome> answer = event -> new Outcome.Delivered();
    private int attempts;
    private int repeats;

    synchronized void answers(Function<CaseEvent, Outcome> next) {
        answer = next;
    }

    @Override
    public synchronized Outcome deliver(CaseEvent event) {
        attempts++;
        Outcome outcome = answer.apply(event);
        if (outcome instanceof Outcome.Delivered) {
            if (byKey.putIfAbsent(event.key(), event) == null) {
                numbers.computeIfAbsent(event.caseId(), id -> new ArrayList<>()).add(event.number());
            } else {
                repeats++;
            }
        }
        return outcome;
    }

    synchronized List<String> keys() {
        return List.copyOf(byKey.keySet());
    }

    /** Of each case, the numbers of its events in the order they first came. */
    synchronized Map<CaseId, List<Long>> numbers() {
        return Map.copyOf(numbers);
    }

    synchronized int attempts() {
        return attempts;
    }

    synchronized int repeats() {
        return repeats;
    }

    @Override
    public void close() {}
}
