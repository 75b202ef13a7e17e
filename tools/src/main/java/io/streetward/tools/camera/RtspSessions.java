package io.streetward.tools.camera;

import io.netty.channel.Channel;
import io.streetward.tools.camera.CameraClient.Transport;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sessions of one RTSP connection, and the ways media takes to its client. On the event loop only. */
final class RtspSessions {
    static final int MAX_PER_CONNECTION = 16;

    private static final int ID_BYTES = 8;

    private final SecureRandom random = new SecureRandom();
    private final RtspService service;
    private final Channel connection;
    private final Runnable heard;
    private final Map<String, RtspSession> sessions = new LinkedHashMap<>();
    private final Map<String, Integer> channelsInUse = new LinkedHashMap<>();

    RtspSessions(RtspService service, Channel connection, Runnable heard) {
        this.service = service;
        this.connection = connection;
        this.heard = heard;
    }

    /** Returns the session of that name, or null: a session belongs to its connection. */
    @Nullable
    RtspSession find(String id) {
        return sessions.get(id);
    }

    boolean full() {
        return sessions.size() >= MAX_PER_CONNECTION;
    }

    /**
     * Makes a session, or gives one that is not playing another transport.
     *
     * @param existing session named in the request, or null
     * @param path what the client asked for
     * @return the session and the Transport header that tells the client what it got
     */
    Granted grant(@Nullable RtspSession existing, String path, VirtualStream stream, TransportOffer offer) {
        String id = existing == null ? newId() : existing.id();
        String ssrc = ";ssrc=" + HexFormat.of().withUpperCase().toHexDigits(stream.ssrc()) + ";mode=\"PLAY\"";
        if (offer instanceof TransportOffer.Udp udp) {
            String header = "RTP/AVP;unicast;client_port=" + udp.rtpPort() + "-" + udp.rtcpPort() + ";server_port="
                    + service.ports().rtpPort() + "-" + service.ports().rtcpPort() + ssrc;
            return new Granted(session(existing, id, path, stream, udpSink(udp), Transport.UDP), header);
        }
        int wanted = offer instanceof TransportOffer.Interleaved interleaved ? interleaved.rtpChannel() : -1;
        int channel = freeChannel(id, wanted);
        channelsInUse.put(id, channel);
        MediaSink sink = new InterleavedSink(connection, channel, channel + 1);
        String header = "RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + (channel + 1) + ssrc;
        return new Granted(session(existing, id, path, stream, sink, Transport.TCP), header);
    }

    /**
     * A session and its transport in words.
     *
     * @param session the session
     * @param transportHeader Transport header of the answer to SETUP
     */
    record Granted(RtspSession session, String transportHeader) {}

    private RtspSession session(
            @Nullable RtspSession existing,
            String id,
            String path,
            VirtualStream stream,
            MediaSink sink,
            Transport transport) {
        if (existing != null) {
            existing.replaceSink(sink, transport);
            return existing;
        }
        RtspSession session = new RtspSession(id, path, stream, peer(), sink, transport, service.listener());
        sessions.put(id, session);
        return session;
    }

    private MediaSink udpSink(TransportOffer.Udp offer) {
        var host = peer().getAddress();
        return new UdpSink(
                service.ports(),
                new InetSocketAddress(host, offer.rtpPort()),
                new InetSocketAddress(host, offer.rtcpPort()),
                service.faults(),
                heard);
    }

    /** Returns the wanted pair's first channel, or the lowest that no other session of the connection has. */
    private int freeChannel(String id, int wanted) {
        Set<Integer> taken = new HashSet<>();
        channelsInUse.forEach((session, channel) -> {
            if (!session.equals(id)) {
                taken.add(channel);
                taken.add(channel + 1);
            }
        });
        if (wanted >= 0 && !taken.contains(wanted) && !taken.contains(wanted + 1)) {
            return wanted;
        }
        int channel = 0;
        while (taken.contains(channel) || taken.contains(channel + 1)) {
            channel += 2;
        }
        return channel;
    }

    private InetSocketAddress peer() {
        return (InetSocketAddress) connection.remoteAddress();
    }

    void close(RtspSession session, String why) {
        sessions.remove(session.id());
        channelsInUse.remove(session.id());
        session.close(why);
    }

    void closeAll(String why) {
        sessions.values().forEach(session -> session.close(why));
        sessions.clear();
        channelsInUse.clear();
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
