package io.streetward.sinks;

/**
 * A sink and how it is told.
 *
 * @param id its name on record; a changed name is another sink
 * @param sink told
 * @param filter what it wants to be told of
 * @param retry when it is tried again
 * @param parallel how many cases it is told of at the same time; events in flight at most
 * @param fromBeginning whether, when new, it is told of what happened before
 */
public record SinkSetup(
        String id, Sink sink, EventFilter filter, RetrySettings retry, int parallel, boolean fromBeginning) {
    public SinkSetup {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel " + parallel);
        }
    }
}
