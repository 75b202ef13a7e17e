package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells RTSP requests and interleaved frames apart in what a client sends, before Netty's RTSP decoder, which knows no
 * {@code $}: each request goes on whole, with its body; each frame (the client's RTCP) is dropped and only reported by
 * {@link #FRAME_RECEIVED}.
 *
 * <p>Bounded: a request head of {@value #MAX_HEAD_BYTES} bytes, a body of {@value #MAX_BODY_BYTES}; more is a {@link
 * TooLongFrameException}.
 */
final class InterleavedFramer extends ByteToMessageDecoder {
    /** User event for each interleaved frame: the client is alive. */
    static final Object FRAME_RECEIVED = new Object() {
        @Override
        public String toString() {
            return "interleaved frame";
        }
    };

    static final int MAX_HEAD_BYTES = 16_384;
    static final int MAX_BODY_BYTES = 65_536;

    private static final ByteBuf HEAD_END = Unpooled.unreleasableBuffer(
            Unpooled.wrappedBuffer("\r\n\r\n".getBytes(ISO_8859_1)).asReadOnly());
    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("(?im)^content-length[ \t]*:[ \t]*(\\d{1,9})[ \t]*\r?$");

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        skipEmptyLines(in);
        if (!in.isReadable()) {
            return;
        }
        if (in.getByte(in.readerIndex()) == '$') {
            decodeFrame(context, in);
        } else {
            decodeRequest(in, out);
        }
    }

    /** Clients may put empty lines before a request (RFC 2326 section 4.1). */
    private static void skipEmptyLines(ByteBuf in) {
        while (in.isReadable()) {
            byte next = in.getByte(in.readerIndex());
            if (next != '\r' && next != '\n') {
                return;
            }
            in.skipBytes(1);
        }
    }

    private static void decodeFrame(ChannelHandlerContext context, ByteBuf in) {
        if (in.readableBytes() < InterleavedSink.HEADER_BYTES) {
            return;
        }
        int length = in.getUnsignedShort(in.readerIndex() + 2);
        if (in.readableBytes() < InterleavedSink.HEADER_BYTES + length) {
            return;
        }
        in.skipBytes(InterleavedSink.HEADER_BYTES + length);
        context.fireUserEventTriggered(FRAME_RECEIVED);
    }

    private static void decodeRequest(ByteBuf in, List<Object> out) {
        int headLength = ByteBufUtil.indexOf(HEAD_END, in);
        headLength = headLength < 0 ? -1 : headLength - in.readerIndex();
        if (headLength < 0) {
            if (in.readableBytes() > MAX_HEAD_BYTES) {
                throw tooLong(in, "request head of more than " + MAX_HEAD_BYTES + " bytes");
            }
            return;
        }
        String head = in.toString(in.readerIndex(), headLength, ISO_8859_1);
        Matcher contentLength = CONTENT_LENGTH.matcher(head);
        int bodyLength = contentLength.find() ? Integer.parseInt(contentLength.group(1)) : 0;
        if (headLength > MAX_HEAD_BYTES || bodyLength > MAX_BODY_BYTES) {
            throw tooLong(in, "request of " + headLength + " bytes with a body of " + bodyLength);
        }
        int length = headLength + HEAD_END.readableBytes() + bodyLength;
        if (in.readableBytes() >= length) {
            out.add(in.readRetainedSlice(length));
        }
    }

    /** Nothing behind such a request can be made sense of: the connection is to be closed. */
    private static TooLongFrameException tooLong(ByteBuf in, String what) {
        in.skipBytes(in.readableBytes());
        return new TooLongFrameException(what);
    }
}
