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

/**
 * RTSP responses with the headers that every one of them carries.
 *
 * <p>Header names are written the way RFC 2326 does, not in Netty's lower case: case carries no meaning, but there are
 * clients in the field that think so.
 */
final class RtspReply {
    static final String ALLOW = "Allow";
    static final String CONTENT_BASE = "Content-Base";
    static final String PUBLIC = "Public";
    static final String RANGE = "Range";
    static final String SESSION = "Session";
    static final String TRANSPORT = "Transport";
    static final String UNSUPPORTED = "Unsupported";
    static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    private static final String SERVER_NAME = "Streetward camera";

    private RtspReply() {}

    static FullHttpResponse ok(FullHttpRequest request) {
        return of(request, RtspResponseStatuses.OK);
    }

    static FullHttpResponse of(FullHttpRequest request, HttpResponseStatus status) {
        FullHttpResponse reply = new DefaultFullHttpResponse(RtspVersions.RTSP_1_0, status);
        String sequence = request.headers().get(RtspHeaderNames.CSEQ);
        if (sequence != null) {
            reply.headers().set("CSeq", sequence);
        }
        reply.headers().set("Server", SERVER_NAME);
        return reply;
    }

    static FullHttpResponse withBody(FullHttpRequest request, String contentType, String body) {
        FullHttpResponse reply = ok(request).replace(Unpooled.copiedBuffer(body, UTF_8));
        reply.headers().set("Content-Type", contentType);
        reply.headers().setInt("Content-Length", reply.content().readableBytes());
        return reply;
    }
}
