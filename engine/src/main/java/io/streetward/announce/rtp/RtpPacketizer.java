package io.streetward.announce.rtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.random.RandomGenerator;

/**
 * Makes the RTP packets (RFC 3550 section 5.1) of one announcement: a source of its own (SSRC), sequence numbers and
 * timestamps that begin anywhere.
 */
final class RtpPacketizer {
    static final int HEADER_BYTES = 12;
    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;

    private final G711 codec;
    private final int ssrc;
    private final int firstTimestamp;
    private int sequence;

    RtpPacketizer(G711 codec, RandomGenerator random) {
        this.codec = codec;
        this.ssrc = random.nextInt();
        this.firstTimestamp = random.nextInt();
        this.sequence = random.nextInt(1 << 16);
    }

    ByteBuf packet(ByteBufAllocator allocator, short[] pcm, long mediaSamples, boolean marker) {
        ByteBuf packet = allocator.directBuffer(HEADER_BYTES + pcm.length);
        packet.writeByte(VERSION_2);
        packet.writeByte(marker ? MARKER | codec.payloadType() : codec.payloadType());
        packet.writeShort(sequence++);
        packet.writeInt(firstTimestamp + (int) mediaSamples); // wraps, as RFC 3550 has it
        packet.writeInt(ssrc);
        for (short sample : pcm) {
            packet.writeByte(codec.encode(sample));
        }
        return packet;
    }
}
