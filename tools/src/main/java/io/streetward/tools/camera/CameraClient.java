package io.streetward.tools.camera;

import java.net.InetSocketAddress;

/**
 * A client that plays a stream.
 *
 * @param path path of the stream
 * @param address where its RTSP connection comes from
 * @param transport how media goes to it
 */
public record CameraClient(String path, InetSocketAddress address, Transport transport) {

    /** Ways for media to reach a client. */
    public enum Transport {
        /** RTP and RTCP inside the RTSP connection (RFC 2326 section 10.12). */
        TCP,
        /** RTP and RTCP as unicast datagrams. */
        UDP
    }
}
