package io.streetward.tools.camera;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native function that FFmpeg's RTP muxers write their packets to, one call per packet.
 *
 * <p>One for the process, because JavaCPP has room for ten function pointers of one type, never calls an eleventh, and
 * gives two that are made at the same moment the same place. The muxer's opaque pointer tells whose packet it is.
 */
final class RtpWriteCallback extends Write_packet_Pointer_BytePointer_int {
    static final RtpWriteCallback SHARED = new RtpWriteCallback();

    private static final Logger log = LoggerFactory.getLogger(RtpWriteCallback.class);
    private static final int FAILED = -1;

    private final Map<Long, Consumer<byte[]>> receivers = new ConcurrentHashMap<>();

    private RtpWriteCallback() {}

    void register(Pointer opaque, Consumer<byte[]> receiver) {
        receivers.put(opaque.address(), receiver);
    }

    void unregister(Pointer opaque) {
        receivers.remove(opaque.address());
    }

    @Override
    public int call(Pointer opaque, BytePointer buffer, int size) {
        // Nothing may be thrown back into native code.
        try {
            Consumer<byte[]> receiver = receivers.get(opaque.address());
            if (receiver == null) {
                return FAILED;
            }
            byte[] bytes = new byte[size];
            buffer.get(bytes);
            receiver.accept(bytes);
            return size;
        } catch (RuntimeException e) {
            log.error("an RTP packet was lost on its way out of the muxer", e);
            return FAILED;
        }
    }
}
