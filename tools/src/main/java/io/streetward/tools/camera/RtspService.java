package io.streetward.tools.camera;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a camera share.
 *
 * @param streams stream by path
 * @param ports UDP ports that media is sent from
 * @param authenticator null when anyone may watch
 * @param sessionTimeout silence after which a client is taken for dead
 */
record RtspService(
        Map<String, VirtualStream> streams,
        UdpPorts ports,
        @Nullable RtspAuthenticator authenticator,
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
