package io.streetward.tools.listen;

import io.streetward.announce.rtp.G711;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One RTP packet of G.711 (RFC 3550 section 5.1).
 *
 * @param sequence 16 bits, unsigned
 * @param timestamp 32 bits, in samples
 * @param source the SSRC
 * @param payload one code per sample, from its position to its limit
 */
record RtpDatagram(int sequence, int timestamp, int source, G711 codec, ByteBuffer payload) {
    private static final int HEADER_BYTES = 12;

    /** Reads a datagram; empty when it is no RTP version 2, is cut short, or carries another codec. */
    static Optional<RtpDatagram> parse(ByteBuffer datagram) {
        int start = datagram.position();
        int end = datagram.limit();
        if (end - start < HEADER_BYTES || (datagram.get(start) & 0xc0) != 0x80) {
            return Optional.empty();
        }
        int flags = datagram.get(start);
        Optional<G711> codec = codec(datagram.get(start + 1) & 0x7f);
        int payload = start + HEADER_BYTES + 4 * (flags & 0x0f); // contributing sources
        if ((flags & 0x10) != 0 && payload + 4 <= end) { // an extension, its length in words
            payload += 4 + 4 * (datagram.getShort(payload + 2) & 0xffff);
        }
        int padding = (flags & 0x20) != 0 ? datagram.get(end - 1) & 0xff : 0;
        if (codec.isEmpty() || payload > end - padding) {
            return Optional.empty();
        }
        return Optional.of(new RtpDatagram(
                datagram.getShort(start + 2) & 0xffff,
                datagram.getInt(start + 4),
                datagram.getInt(start + 8),
                codec.get(),
                datagram.slice(payload, end - padding - payload)));
    }

    private static Optional<G711> codec(int payloadType) {
        for (G711 codec : G711.values()) {
            if (codec.payloadType() == payloadType) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }
}
