package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterleavedFramerTest {
    private static final String OPTIONS = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n";
    private static final String WITH_BODY = "GET_PARAMETER * RTSP/1.0\r\nCSeq: 2\r\ncontent-length: 4\r\n\r\n$\r\n!";

    private int frames;
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new InterleavedFramer(), new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    frames += event == InterleavedFramer.FRAME_RECEIVED ? 1 : 0;
                }
            });

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
            requests.add(next.toString(ISO_8859_1));
            next.release();
        }
        return requests;
    }

    private static byte[] conversation() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(OPTIONS.getBytes(ISO_8859_1));
        bytes.writeBytes(new byte[] {'$', 1, 0, 6, 'O', '\r', '\n', '\r', '\n', '$'});
        bytes.writeBytes(WITH_BODY.getBytes(ISO_8859_1));
        bytes.writeBytes(new byte[] {'$', 1, 0, 0});
        bytes.writeBytes(("\r\n" + OPTIONS).getBytes(ISO_8859_1));
        return bytes.toByteArray();
    }

    @Test
    void tellsRequestsAndFramesApartInOnePiece() {
        channel.writeInbound(Unpooled.wrappedBuffer(conversation()));

        assertThat(requests()).containsExactly(OPTIONS, WITH_BODY, OPTIONS);
        assertThat(frames).isEqualTo(2);
    }

    @Test
    void tellsRequestsAndFramesApartByteByByte() {
        for (byte single : conversation()) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {single}));
        }

        assertThat(requests()).containsExactly(OPTIONS, WITH_BODY, OPTIONS);
        assertThat(frames).isEqualTo(2);
    }

    @Test
    void refusesARequestWithoutEnd() {
        ByteBuf endless = Unpooled.wrappedBuffer("x".repeat(20_000).getBytes(ISO_8859_1));

        assertThatThrownBy(() -> channel.writeInbound(endless)).isInstanceOf(TooLongFrameException.class);
    }

    @Test
    void refusesABodyThatIsTooLong() {
        ByteBuf huge = Unpooled.wrappedBuffer(
                "GET_PARAMETER * RTSP/1.0\r\nContent-Length: 70000\r\n\r\n".getBytes(ISO_8859_1));

        assertThatThrownBy(() -> channel.writeInbound(huge)).isInstanceOf(TooLongFrameException.class);
    }
}
