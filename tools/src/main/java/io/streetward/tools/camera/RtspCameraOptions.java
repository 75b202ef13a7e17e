package io.streetward.tools.camera;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
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
        boolean loop,
        boolean startOnPlay,
        @Nullable CameraCredentials credentials,
        Duration sessionTimeout,
        int maxPendingBytes,
        CameraListener listener) {

    RtspCameraOptions {
        streams = List.copyOf(streams);
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
    }
}
