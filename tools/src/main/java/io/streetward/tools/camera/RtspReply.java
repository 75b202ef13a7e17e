package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.rtsp.RtspHeaderNames;
import io.netty.handler.codec.rtsp.RtspResponseStatuses;
import io.netty.handler.codec.rtsp.RtspVersions;

/** RTSP responses with the headers that every one of them carries. */
final class RtspReply {
    private static final String SERVER = "Streetward camera";

    private RtspReply() {}

    static FullHttpResponse ok(FullHttpRequest request) {
        return of(request, RtspResponseStatuses.OK);
    }

    static FullHttpResponse of(FullHttpRequest request, HttpResponseStatus status) {
        FullHttpResponse reply = new DefaultFullHttpResponse(RtspVersions.RTSP_1_0, status);
        String sequence = request.headers().get(RtspHeaderNames.CSEQ);
        if (sequence != null) {
            reply.headers().set(RtspHeaderNames.CSEQ, sequence);
        }
        reply.headers().set(RtspHeaderNames.SERVER, SERVER);
        return reply;
    }

    static FullHttpResponse withBody(FullHttpRequest request, String contentType, String body) {
        FullHttpResponse reply = ok(request).replace(Unpooled.copiedBuffer(body, UTF_8));
        reply.headers().set(RtspHeaderNames.CONTENT_TYPE, contentType);
        reply.headers().setInt(RtspHeaderNames.CONTENT_LENGTH, reply.content().readableBytes());
        return reply;
    }
}
