package io.streetward.tools.camera;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.rtsp.RtspHeaderNames;
import io.netty.handler.codec.rtsp.RtspMethods;
import io.netty.handler.codec.rtsp.RtspResponseStatuses;
import io.netty.handler.codec.rtsp.RtspVersions;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's RTSP connection (RFC 2326): what comes before a request's own meaning, which is {@link RtspMethodHandler}'s,
 * and the connection's life.
 *
 * <p>Sessions end with their connection, and a client that has said nothing for the session timeout is cut off: requests,
 * interleaved RTCP and RTCP datagrams all count as a word from it.
 */
final class RtspConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger log = LoggerFactory.getLogger(RtspConnection.class);
    private static final int CHECKS_PER_TIMEOUT = 4;

    private final RtspService service;
    private @Nullable RtspSessions sessions;
    private @Nullable RtspMethodHandler methods;
    private @Nullable ScheduledFuture<?> expiry;
    private boolean mute;
    private long heardNanos = System.nanoTime();
    private String whyClosed = "connection closed";

    RtspConnection(RtspService service) {
        this.service = service;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        sessions = new RtspSessions(service, context.channel(), this::heard);
        methods = new RtspMethodHandler(service, sessions);
        long checkNanos = service.sessionTimeout().toNanos() / CHECKS_PER_TIMEOUT;
        expiry = context.executor()
                .scheduleAtFixedRate(() -> expire(context), checkNanos, checkNanos, TimeUnit.NANOSECONDS);
        context.fireChannelActive();
    }

    private void heard() {
        heardNanos = System.nanoTime();
    }

    private void expire(ChannelHandlerContext context) {
        if (System.nanoTime() - heardNanos > service.sessionTimeout().toNanos()) {
            whyClosed = "nothing heard for " + service.sessionTimeout().toSeconds() + " s";
            var unused = context.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        heard();
        mute |= fallsSilentAt(request.method());
        if (mute) {
            return;
        }
        FullHttpResponse reply = answer(request);
        log.debug("{} {} {}: {}", context.channel().remoteAddress(), request.method(), request.uri(), reply.status());
        var unused = request.decoderResult().isFailure()
                ? context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE)
                : context.writeAndFlush(reply);
    }

    /** Tells whether the camera hangs when it is asked this, or would have before. */
    private boolean fallsSilentAt(HttpMethod method) {
        Fault.Silent silent = service.faults().find(Fault.Silent.class);
        return silent != null
                && switch (silent.from()) {
                    case ACCEPT -> false; // for new connections, which do not get this far
                    case DESCRIBE -> !method.equals(RtspMethods.OPTIONS);
                    case SETUP -> !method.equals(RtspMethods.OPTIONS) && !method.equals(RtspMethods.DESCRIBE);
                    case PLAY -> method.equals(RtspMethods.PLAY);
                    case MEDIA -> false;
                };
    }

    private FullHttpResponse answer(FullHttpRequest request) {
        if (request.decoderResult().isFailure() || !request.headers().contains(RtspHeaderNames.CSEQ)) {
            return RtspReply.of(request, RtspResponseStatuses.BAD_REQUEST);
        }
        if (!request.protocolVersion().equals(RtspVersions.RTSP_1_0)) {
            return RtspReply.of(request, RtspResponseStatuses.RTSP_VERSION_NOT_SUPPORTED);
        }
        String required = request.headers().get(RtspHeaderNames.REQUIRE);
        if (required != null) {
            FullHttpResponse reply = RtspReply.of(request, RtspResponseStatuses.OPTION_NOT_SUPPORTED);
            reply.headers().set(RtspReply.UNSUPPORTED, required);
            return reply;
        }
        FullHttpResponse denial = authenticate(request);
        if (denial != null) {
            return denial;
        }
        RtspMethodHandler handler = methods;
        return handler == null
                ? RtspReply.of(request, RtspResponseStatuses.INTERNAL_SERVER_ERROR)
                : handler.answer(request);
    }

    /** Returns the answer that asks for credentials, or null when the request may go on. */
    private @Nullable FullHttpResponse authenticate(FullHttpRequest request) {
        Optional<RtspAuthenticator> asking = service.door().authenticator();
        HttpMethod method = request.method();
        if (asking.isEmpty() || method.equals(RtspMethods.OPTIONS)) {
            return null;
        }
        RtspAuthenticator authenticator = asking.get();
        String given = request.headers().get(RtspHeaderNames.AUTHORIZATION, "");
        RtspAuthenticator.Verdict verdict = authenticator.judge(method.name(), given);
        if (verdict == RtspAuthenticator.Verdict.GRANTED) {
            return null;
        }
        FullHttpResponse reply = RtspReply.of(request, RtspResponseStatuses.UNAUTHORIZED);
        boolean stale = verdict == RtspAuthenticator.Verdict.STALE;
        reply.headers().set(RtspReply.WWW_AUTHENTICATE, authenticator.challenges(stale));
        return reply;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event == InterleavedFramer.FRAME_RECEIVED) {
            heard();
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (expiry != null) {
            boolean unused = expiry.cancel(false);
        }
        if (sessions != null) {
            sessions.closeAll(whyClosed);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset by the peer comes this way too: its everyday, and nothing to log loudly.
        log.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        whyClosed = "connection lost (" + cause.getMessage() + ")";
        var unused = context.close();
    }
}
