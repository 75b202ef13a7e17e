package io.streetward.rules;

import io.streetward.track.TrackSet;
import java.util.List;

/** A vehicle that stands in a no-parking zone beyond the permitted dwell. */
public final class IllegalParkingRule implements EventRule {
    private final Zone zone;

    public IllegalParkingRule(Zone zone) {
        this.zone = zone;
    }

    @Override
    public EventKind kind() {
        return EventKind.ILLEGAL_PARKING;
    }

    @Override
    public Zone zone() {
        return zone;
    }

    @Override
    public List<Observation> observe(TrackSet tracks) {
        throw new UnsupportedOperationException("not yet");
    }
}
