package io.streetward.app;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.Incident;
import io.streetward.cases.IncidentCorrelator;
import io.streetward.pipeline.ObservationSink;
import io.streetward.rules.Observation;
import io.streetward.rules.Stay;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a recording's observations become cases, as on a live camera's desk but without evidence and loudspeakers.
 * Thread-safe. Bounded by what a camera's rules watch at one time, and by the cases of one recording.
 */
final class ReplayDesk implements ObservationSink {
    /**
     * A case filed.
     *
     * @param at by the recording's clock
     */
    record Filed(Incident.Filed incident, Instant at) {}

    private final IncidentCorrelator correlator;
    private final Clock clock;
    private final Map<UUID, Stay> stays = new LinkedHashMap<>();
    private final List<Filed> filed = new ArrayList<>();
    private @Nullable CaseBookException failure;

    ReplayDesk(IncidentCorrelator correlator, Clock clock) {
        this.correlator = correlator;
        this.clock = clock;
    }

    @Override
    public synchronized void on(Observation observation) {
        Stay stay = observation.stay();
        if (observation instanceof Observation.Ended) {
            stays.remove(stay.id());
        } else {
            stays.put(stay.id(), stay);
        }
        try {
            for (Incident incident : correlator.on(observation)) {
                if (incident instanceof Incident.Filed news && !news.repeated()) {
                    filed.add(new Filed(news, clock.instant()));
                }
            }
        } catch (CaseBookException e) {
            failure = e;
        }
    }

    synchronized List<Filed> filed() {
        return List.copyOf(filed);
    }

    synchronized List<Stay> stays() {
        return List.copyOf(stays.values());
    }

    /** Ends the replay when a case could not be entered: its answer would be wrong. */
    synchronized void check() throws ReplayException {
        if (failure != null) {
            throw new ReplayException("a case could not be entered: " + failure.getMessage(), failure);
        }
    }
}
