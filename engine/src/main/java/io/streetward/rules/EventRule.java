package io.streetward.rules;

import java.util.List;

/** One rule over one zone of one camera. Fed in order of media time by one thread. */
public sealed interface EventRule permits IllegalParkingRule, SpillageRule, StreetVendingRule {
    EventKind kind();

    Zone zone();

    /** What this look changed; empty for almost every look. */
    List<Observation> observe(StreetView view);
}
