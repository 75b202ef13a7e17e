package io.streetward.ingest;

import io.streetward.media.EncodedPacket;

/** Takes a camera's access units in decode order, on the camera's reader thread; must not block. */
public interface PacketSink {
    void onPacket(EncodedPacket packet);
}
