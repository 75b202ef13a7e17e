package io.streetward.cases;

import io.streetward.rules.Stay;

/** What an observation meant for the case book; by then it is on record. */
public sealed interface Incident {
    CaseFile file();

    /**
     * A case is on record.
     *
     * @param repeated true when this stay's case had been filed before: nothing new to announce
     */
    record Filed(CaseFile file, boolean repeated) implements Incident {}

    /**
     * A stay turned out to be one for which there is a case: seen by another camera, in another zone, or again after the
     * engine was started anew.
     *
     * @param stay the stay that joined
     * @param reason a sentence an operator understands; it stands in the case's history
     */
    record Joined(CaseFile file, Stay stay, String reason) implements Incident {}

    /** A case ended by itself: what was there has left. */
    record Resolved(CaseFile file) implements Incident {}
}
