package io.streetward.pipeline;

import io.streetward.media.EncodedPacket;

/**
 * Lets through only what can be decoded: after a packet was refused downstream, nothing until the next keyframe. For one
 * thread.
 */
final class KeyframeGate {
    private boolean open;

    boolean lets(EncodedPacket packet) {
        open |= packet.keyframe();
        return open;
    }

    /** A packet was refused; what follows it depends on it. */
    void broken() {
        open = false;
    }
}
