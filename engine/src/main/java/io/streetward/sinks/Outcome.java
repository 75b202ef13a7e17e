package io.streetward.sinks;

/** What came of telling a sink one event. */
public sealed interface Outcome {
    /** The sink has it, and says so. */
    record Delivered() implements Outcome {}

    /**
     * The sink works but does not take this event; it may take others.
     *
     * @param reason in the sink's words, short
     */
    record Refused(String reason) implements Outcome {}

    /**
     * The sink is out of reach, or in a state in which it takes nothing.
     *
     * @param reason for people
     */
    record Unreachable(String reason) implements Outcome {}
}
