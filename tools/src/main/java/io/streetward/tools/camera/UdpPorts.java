package io.streetward.tools.camera;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The camera's pair of UDP ports, RTP on an even one and RTCP on the next (RFC 3550 section 11), shared by all clients.
 *
 * <p>What clients send here (receiver reports, packets that open a way through a firewall) only shows that they are
 * alive.
 */
final class UdpPorts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UdpPorts.class);
    private static final int ATTEMPTS = 100;
    private static final int SEND_BUFFER_BYTES = 1 << 20;

    private final Channel rtp;
    private final Channel rtcp;
    private final Map<InetSocketAddress, Runnable> heardFrom;

    private UdpPorts(Channel rtp, Channel rtcp, Map<InetSocketAddress, Runnable> heardFrom) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.heardFrom = heardFrom;
    }

    /**
     * Binds a free pair.
     *
     * @param loops a group of one event loop: everything here happens on it
     * @throws CameraException when the address is not this machine's, or no pair of neighbouring ports is free
     */
    static UdpPorts bind(EventLoopGroup loops, InetAddress address, WriteBufferWaterMark waterMark)
            throws CameraException {
        Map<InetSocketAddress, Runnable> heardFrom = new HashMap<>(); // the event loop's own
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark)
                .handler(new Receiver(heardFrom));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ChannelFuture first = bootstrap.bind(address, 0).awaitUninterruptibly();
            if (!first.isSuccess()) {
                throw new CameraException("UDP on " + address.getHostAddress() + ": cannot bind a port", first.cause());
            }
            Channel even = first.channel();
            @Nullable Channel odd = bindNext(bootstrap, address, port(even));
            if (odd != null) {
                return new UdpPorts(even, odd, heardFrom);
            }
            even.close().awaitUninterruptibly();
        }
        throw new CameraException("UDP on " + address.getHostAddress() + ": no even port with the next one free in "
                + ATTEMPTS + " attempts");
    }

    private static @Nullable Channel bindNext(Bootstrap bootstrap, InetAddress address, int evenPort) {
        if (evenPort % 2 != 0) {
            return null;
        }
        ChannelFuture next = bootstrap.bind(address, evenPort + 1).awaitUninterruptibly();
        return next.isSuccess() ? next.channel() : null;
    }

    Channel rtp() {
        return rtp;
    }

    Channel rtcp() {
        return rtcp;
    }

    int rtpPort() {
        return port(rtp);
    }

    int rtcpPort() {
        return port(rtcp);
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    void listenTo(InetSocketAddress peer, Runnable heard) {
        heardFrom.put(peer, heard);
    }

    void forget(InetSocketAddress peer) {
        heardFrom.remove(peer);
    }

    /** Returns how many addresses are listened to; on the event loop. */
    int peers() {
        return heardFrom.size();
    }

    @Override
    public void close() {
        rtp.close().awaitUninterruptibly();
        rtcp.close().awaitUninterruptibly();
    }

    @Sharable
    private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Map<InetSocketAddress, Runnable> heardFrom;

        Receiver(Map<InetSocketAddress, Runnable> heardFrom) {
            this.heardFrom = heardFrom;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            Runnable heard = heardFrom.get(datagram.sender());
            if (heard != null) {
                heard.run();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // One client's closed port must not end the media of the others.
            log.debug("UDP: {}", cause.toString());
        }
    }
}
