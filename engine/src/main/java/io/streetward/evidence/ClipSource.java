package io.streetward.evidence;

import java.io.IOException;

/** A recorded stretch of access units, from a keyframe on. */
@FunctionalInterface
interface ClipSource {
    /** Calls {@code sink} with each in decode order until it wants no more. */
    void read(PacketConsumer sink) throws IOException;
}
