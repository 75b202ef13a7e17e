package io.streetward.tools.camera;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What all connections of a camera share.
 *
 * @param streams stream by path; one may stand under several
 * @param ports UDP ports that media is sent from
 * @param door who may watch
 * @param faults what is wrong with the camera
 * @param tls whether the connections are RTSPS, so that media may only go inside them
 * @param sessionTimeout silence after which a client is taken for dead
 */
record RtspService(
        Map<String, VirtualStream> streams,
        UdpPorts ports,
        RtspDoor door,
        ActiveFaults faults,
        boolean tls,
        Duration sessionTimeout,
        CameraListener listener) {

    RtspService {
        streams = Map.copyOf(streams);
    }

    /** Returns the stream under a path, unless there is none or it was to be played once and is over. */
    Optional<VirtualStream> stream(String path) {
        return Optional.ofNullable(streams.get(path)).filter(stream -> !stream.ended());
    }
}
