package io.streetward.evidence;

import io.streetward.media.EncodedPacket;
import java.io.IOException;

/** Takes access units one by one, in decode order. */
@FunctionalInterface
interface PacketConsumer {
    /**
     * Takes the next one.
     *
     * @param sequence its number in the camera's ring; a step of more than one means that packets are missing
     * @return whether more is wanted
     */
    boolean accept(long sequence, EncodedPacket packet) throws IOException;
}
