package io.streetward.tools.camera;

import java.time.Duration;

/** Hears of a virtual camera's clients and streams, on the camera's threads; must not block. */
public interface CameraListener {
    /** Listens to nothing. */
    CameraListener NONE = new CameraListener() {};

    /** A client began to play. */
    default void clientJoined(CameraClient client) {}

    /**
     * A client stopped playing for good.
     *
     * @param why in words, such as "TEARDOWN" or "connection closed"
     * @param stay time since it joined
     * @param packetsSent packets handed to the network for it
     * @param packetsDropped packets withheld because it could not keep up
     */
    default void clientLeft(CameraClient client, String why, Duration stay, long packetsSent, long packetsDropped) {}

    /**
     * A stream came to its end: it was to be played once and has been, or its file could not be read on.
     *
     * @param problem empty when all is well
     */
    default void streamEnded(String path, String problem) {}
}
