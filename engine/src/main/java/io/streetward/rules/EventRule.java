package io.streetward.rules;

import io.streetward.track.TrackSet;
import java.util.List;

/** One rule over one zone of one camera. Fed in order of media time by one thread. */
public sealed interface EventRule permits IllegalParkingRule {
    EventKind kind();

    Zone zone();

    /** What this frame changed; empty for almost every frame. */
    List<Observation> observe(TrackSet tracks);
}
