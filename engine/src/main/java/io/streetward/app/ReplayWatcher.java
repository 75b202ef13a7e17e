package io.streetward.app;

import io.streetward.media.EncodedPacket;
import java.time.Duration;
import java.util.function.Supplier;

/** Looks on while a recording is replayed. */
@FunctionalInterface
public interface ReplayWatcher {
    /** Looks away. */
    ReplayWatcher NONE = (packet, at, state) -> {};

    /**
     * An access unit was worked off; on the thread that replays the clip, which waits.
     *
     * @param at where in the clip, from its first picture; access units come in decode order
     * @param state asked only if needed
     * @throws ReplayException to end the replay
     */
    void after(EncodedPacket packet, Duration at, Supplier<ReplayState> state) throws ReplayException;
}
