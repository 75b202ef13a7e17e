package io.streetward.tools.camera;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that a virtual camera is told; see {@link RtspCameraBuilder} for each.
 *
 * @param port TCP port, 0 for a free one
 * @param maxPendingBytes bound of what waits to be sent to one TCP client, or to all UDP clients together
 */
record RtspCameraOptions(
        InetAddress bindAddress,
        int port,
        List<CameraStream> streams,
        int cameras,
        boolean loop,
        boolean startOnPlay,
        boolean tls,
        @Nullable CameraCredentials credentials,
        Set<AuthScheme> authSchemes,
        Duration sessionTimeout,
        int maxPendingBytes,
        @Nullable Duration timestampsWrapAfter,
        List<ScheduledFault> faults,
        CameraListener listener) {

    RtspCameraOptions {
        streams = List.copyOf(streams);
        faults = List.copyOf(faults);
        authSchemes = Set.copyOf(authSchemes);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("a camera needs at least one stream");
        }
        long paths = streams.stream().map(CameraStream::path).distinct().count();
        if (paths < streams.size()) {
            throw new IllegalArgumentException("two streams have the same path; give each its own: "
                    + streams.stream().map(CameraStream::path).toList());
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": expected 0 to 65535");
        }
        if (cameras < 1) {
            throw new IllegalArgumentException(cameras + " cameras: expected 1 or more");
        }
        if (authSchemes.isEmpty()) {
            throw new IllegalArgumentException("no way to authenticate: expected one at least");
        }
    }

    /** Returns the paths that a stream is found under: its own, or one behind each camera's number, from 1. */
    List<String> paths(String stream) {
        return cameras == 1
                ? List.of(stream)
                : IntStream.rangeClosed(1, cameras)
                        .mapToObj(number -> number + "/" + stream)
                        .toList();
    }
}
