package io.streetward.tools.camera;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.rtsp.RtspHeaderNames;
import io.netty.handler.codec.rtsp.RtspMethods;
import io.netty.handler.codec.rtsp.RtspResponseStatuses;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the RTSP methods of one connection whose client may ask (RFC 2326 section 10). On the event loop only. */
final class RtspMethodHandler {
    private static final String PUBLIC = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER";
    private static final String SDP = "application/sdp";

    private final RtspService service;
    private final RtspSessions sessions;

    RtspMethodHandler(RtspService service, RtspSessions sessions) {
        this.service = service;
        this.sessions = sessions;
    }

    FullHttpResponse answer(FullHttpRequest request) {
        return switch (request.method().name()) {
            case "OPTIONS" -> options(request);
            case "DESCRIBE" -> describe(request);
            case "SETUP" -> setup(request);
            case "PLAY", "PAUSE", "TEARDOWN" -> inSession(request);
            case "GET_PARAMETER" -> getParameter(request);
            case "ANNOUNCE", "RECORD", "REDIRECT", "SET_PARAMETER" -> notAllowed(request);
            default -> RtspReply.of(request, RtspResponseStatuses.NOT_IMPLEMENTED);
        };
    }

    private static FullHttpResponse options(FullHttpRequest request) {
        FullHttpResponse reply = RtspReply.ok(request);
        reply.headers().set(RtspReply.PUBLIC, PUBLIC);
        return reply;
    }

    private static FullHttpResponse notAllowed(FullHttpRequest request) {
        FullHttpResponse reply = RtspReply.of(request, RtspResponseStatuses.METHOD_NOT_ALLOWED);
        reply.headers().set(RtspReply.ALLOW, PUBLIC);
        return reply;
    }

    private FullHttpResponse describe(FullHttpRequest request) {
        Optional<VirtualStream> stream = streamOf(request);
        if (stream.isEmpty()) {
            return RtspReply.of(request, RtspResponseStatuses.NOT_FOUND);
        }
        String accept = request.headers().get(RtspHeaderNames.ACCEPT, SDP).toLowerCase(Locale.ROOT);
        if (!accept.contains(SDP) && !accept.contains("*/*") && !accept.contains("application/*")) {
            return RtspReply.of(request, RtspResponseStatuses.NOT_ACCEPTABLE);
        }
        FullHttpResponse reply = RtspReply.withBody(request, SDP, stream.get().sessionDescription());
        String base = request.uri().endsWith("/") ? request.uri() : request.uri() + "/";
        reply.headers().set(RtspReply.CONTENT_BASE, base);
        return reply;
    }

    private FullHttpResponse setup(FullHttpRequest request) {
        Optional<VirtualStream> stream = streamOf(request);
        if (stream.isEmpty()) {
            return RtspReply.of(request, RtspResponseStatuses.NOT_FOUND);
        }
        RtspSession existing = sessionOf(request);
        HttpResponseStatus refusal = refusal(request, existing, stream.get());
        if (refusal != null) {
            return RtspReply.of(request, refusal);
        }
        Optional<TransportOffer> offer =
                TransportOffer.choose(request.headers().get(RtspHeaderNames.TRANSPORT, ""), service.tls());
        if (offer.isEmpty()) {
            return RtspReply.of(request, RtspResponseStatuses.UNSUPPORTED_TRANSPORT);
        }
        RtspSessions.Granted granted = sessions.grant(existing, pathOf(request), stream.get(), offer.get());
        FullHttpResponse reply = RtspReply.ok(request);
        reply.headers().set(RtspReply.TRANSPORT, granted.transportHeader());
        String timeout = ";timeout=" + service.sessionTimeout().toSeconds();
        reply.headers().set(RtspReply.SESSION, granted.session().id() + timeout);
        return reply;
    }

    private @Nullable HttpResponseStatus refusal(
            FullHttpRequest request, @Nullable RtspSession existing, VirtualStream stream) {
        if (existing == null) {
            if (request.headers().contains(RtspHeaderNames.SESSION)) {
                return RtspResponseStatuses.SESSION_NOT_FOUND;
            }
            return sessions.full() ? RtspResponseStatuses.NOT_ENOUGH_BANDWIDTH : null;
        }
        if (existing.stream() != stream || !existing.path().equals(pathOf(request))) {
            return RtspResponseStatuses.AGGREGATE_OPERATION_NOT_ALLOWED;
        }
        return existing.playing() ? RtspResponseStatuses.METHOD_NOT_VALID : null;
    }

    /** Answers PLAY, PAUSE and TEARDOWN, which need a session on the stream of the URL. */
    private FullHttpResponse inSession(FullHttpRequest request) {
        RtspSession session = sessionOf(request);
        if (session == null) {
            return RtspReply.of(request, RtspResponseStatuses.SESSION_NOT_FOUND);
        }
        Optional<RtspTarget> target = RtspTarget.parse(request.uri());
        if (target.isEmpty() || !target.get().path().equals(session.path())) {
            return RtspReply.of(request, RtspResponseStatuses.NOT_FOUND);
        }
        FullHttpResponse reply = RtspReply.ok(request);
        reply.headers().set(RtspReply.SESSION, session.id());
        if (request.method().equals(RtspMethods.TEARDOWN)) {
            sessions.close(session, "TEARDOWN");
            reply.headers().remove(RtspReply.SESSION);
        } else if (request.method().equals(RtspMethods.PAUSE)) {
            session.pause();
        } else if (session.stream().ended()) {
            return RtspReply.of(request, RtspResponseStatuses.METHOD_NOT_VALID);
        } else {
            if (!service.faults().silentAt(Fault.Moment.MEDIA)) {
                session.play();
            }
            reply.headers().set(RtspReply.RANGE, "npt=now-");
        }
        return reply;
    }

    /** Without parameters it is a client's way to say that it is alive (RFC 2326 section 10.8); there are none to get. */
    private FullHttpResponse getParameter(FullHttpRequest request) {
        RtspSession session = sessionOf(request);
        if (session == null && request.headers().contains(RtspHeaderNames.SESSION)) {
            return RtspReply.of(request, RtspResponseStatuses.SESSION_NOT_FOUND);
        }
        if (request.content().isReadable()) {
            return RtspReply.of(request, RtspResponseStatuses.PARAMETER_NOT_UNDERSTOOD);
        }
        FullHttpResponse reply = RtspReply.ok(request);
        if (session != null) {
            reply.headers().set(RtspReply.SESSION, session.id());
        }
        return reply;
    }

    private static String pathOf(FullHttpRequest request) {
        return RtspTarget.parse(request.uri()).map(RtspTarget::path).orElse("");
    }

    private Optional<VirtualStream> streamOf(FullHttpRequest request) {
        return RtspTarget.parse(request.uri()).flatMap(target -> service.stream(target.path()));
    }

    private @Nullable RtspSession sessionOf(FullHttpRequest request) {
        String header = request.headers().get(RtspHeaderNames.SESSION, "");
        int semicolon = header.indexOf(';');
        return sessions.find((semicolon < 0 ? header : header.substring(0, semicolon)).strip());
    }
}
