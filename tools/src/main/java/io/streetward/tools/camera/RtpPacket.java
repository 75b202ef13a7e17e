package io.streetward.tools.camera;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** One RTP or RTCP packet, immutable and on the Java heap, so that any number of clients can send it. */
final class RtpPacket {
    // RTCP packet types 192 to 223 never clash with RTP's marker bit and payload type (RFC 5761 section 4).
    private static final int FIRST_RTCP_TYPE = 192;
    private static final int LAST_RTCP_TYPE = 223;

    private final byte[] bytes;

    /** Takes the bytes over: they must not change afterwards. */
    RtpPacket(byte[] bytes) {
        this.bytes = bytes;
    }

    int size() {
        return bytes.length;
    }

    /** Tells whether this is RTCP, to go to the odd channel or port. */
    boolean isRtcp() {
        int type = bytes.length > 1 ? bytes[1] & 0xFF : 0;
        return type >= FIRST_RTCP_TYPE && type <= LAST_RTCP_TYPE;
    }

    void writeTo(ByteBuf out) {
        out.writeBytes(bytes);
    }

    /** Returns a buffer over the packet; it needs no release. */
    ByteBuf asBuffer() {
        return Unpooled.wrappedBuffer(bytes).asReadOnly();
    }
}
