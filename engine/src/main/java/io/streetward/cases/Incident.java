package io.streetward.cases;

/** What an observation meant for the case book; by then it is on record. */
public sealed interface Incident {
    CaseFile file();

    /**
     * A case is on record.
     *
     * @param repeated true when this stay's case had been filed before: nothing new to announce
     */
    record Filed(CaseFile file, boolean repeated) implements Incident {}

    /** A case ended by itself: what was there has left. */
    record Resolved(CaseFile file) implements Incident {}
}
