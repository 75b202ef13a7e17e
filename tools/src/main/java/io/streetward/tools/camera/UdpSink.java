package io.streetward.tools.camera;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** Sends media as unicast datagrams from the camera's pair of UDP ports. */
final class UdpSink extends BoundedSink {
    private final UdpPorts ports;
    private final InetSocketAddress rtpAddress;
    private final InetSocketAddress rtcpAddress;

    /**
     * Directs media at a client.
     *
     * @param heard run on the event loop whenever a datagram comes from one of the addresses
     */
    UdpSink(UdpPorts ports, InetSocketAddress rtpAddress, InetSocketAddress rtcpAddress, Runnable heard) {
        super(ports.rtp());
        this.ports = ports;
        this.rtpAddress = rtpAddress;
        this.rtcpAddress = rtcpAddress;
        ports.listenTo(rtpAddress, heard);
        ports.listenTo(rtcpAddress, heard);
    }

    @Override
    void write(MediaBurst burst) {
        Channel rtp = ports.rtp();
        for (RtpPacket packet : burst.packets()) {
            boolean rtcp = packet.isRtcp();
            Channel from = rtcp ? ports.rtcp() : rtp;
            InetSocketAddress to = rtcp ? rtcpAddress : rtpAddress;
            var unused = from.write(new DatagramPacket(packet.asBuffer(), to), from.voidPromise());
        }
        rtp.flush();
        ports.rtcp().flush();
    }

    @Override
    public void release() {
        ports.forget(rtpAddress);
        ports.forget(rtcpAddress);
    }
}
