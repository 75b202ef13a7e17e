package io.streetward.tools.camera;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** Sends media inside the RTSP connection: {@code $}, channel, 16-bit length, packet (RFC 2326 section 10.12). */
final class InterleavedSink extends BoundedSink {
    static final int HEADER_BYTES = 4;

    private final Channel channel;
    private final int rtpChannel;
    private final int rtcpChannel;

    InterleavedSink(Channel channel, int rtpChannel, int rtcpChannel) {
        super(channel);
        this.channel = channel;
        this.rtpChannel = rtpChannel;
        this.rtcpChannel = rtcpChannel;
    }

    @Override
    void write(MediaBurst burst) {
        int size = burst.packets().stream()
                .mapToInt(packet -> HEADER_BYTES + packet.size())
                .sum();
        ByteBuf out = channel.alloc().buffer(size);
        for (RtpPacket packet : burst.packets()) {
            out.writeByte('$');
            out.writeByte(packet.isRtcp() ? rtcpChannel : rtpChannel);
            out.writeShort(packet.size());
            packet.writeTo(out);
        }
        // A failed write closes the connection by its exceptionCaught.
        var unused = channel.writeAndFlush(out, channel.voidPromise());
    }
}
