package io.streetward.announce.rtp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** UDP ports that nobody has. */
final class FreePorts {
    private FreePorts() {}

    /** An even port whose neighbour above is free as well: RTP and RTCP. */
    static int evenPair() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (DatagramSocket rtp = new DatagramSocket()) {
                int port = rtp.getLocalPort();
                if (port % 2 == 0 && free(port + 1)) {
                    return port;
                }
            }
        }
        throw new IOException("no pair of free UDP ports");
    }

    private static boolean free(int port) {
        try (DatagramSocket rtcp = new DatagramSocket(new InetSocketAddress(port))) {
            return rtcp.isBound();
        } catch (SocketException e) {
            return false;
        }
    }
}
