package io.streetward.tools.camera;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** Sends media as unicast datagrams from the camera's pair of UDP ports. */
final class UdpSink extends BoundedSink {
    private final UdpPorts ports;
    private final InetSocketAddress rtpAddress;
    private final InetSocketAddress rtcpAddress;
    private final ActiveFaults faults;
    private final DatagramNetwork network;

    /**
     * Directs media at a client.
     *
     * @param heard run on the event loop whenever a datagram comes from one of the addresses
     */
    UdpSink(
            UdpPorts ports,
            InetSocketAddress rtpAddress,
            InetSocketAddress rtcpAddress,
            ActiveFaults faults,
            Runnable heard) {
        super(ports.rtp());
        this.ports = ports;
        this.rtpAddress = rtpAddress;
        this.rtcpAddress = rtcpAddress;
        this.faults = faults;
        this.network = new DatagramNetwork(faults, ports.rtp().eventLoop(), this::write, ports.rtp()::flush);
        ports.listenTo(rtpAddress, heard);
        ports.listenTo(rtcpAddress, heard);
    }

    @Override
    void write(MediaBurst burst) {
        burst.packets().forEach(network::carry);
        ports.rtp().flush();
        ports.rtcp().flush();
    }

    private void write(RtpPacket packet) {
        boolean rtcp = packet.isRtcp();
        Channel from = rtcp ? ports.rtcp() : ports.rtp();
        InetSocketAddress to = rtcp ? rtcpAddress : rtpAddress;
        var unused = from.write(new DatagramPacket(packet.asBuffer(), to), from.voidPromise());
    }

    @Override
    boolean hasRoom() {
        return super.hasRoom() && !faults.has(Fault.Stall.class);
    }

    @Override
    public void release() {
        network.close();
        ports.forget(rtpAddress);
        ports.forget(rtcpAddress);
    }
}
