package io.streetward.tools.camera;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One way to get media that a client proposes in SETUP's Transport header (RFC 2326 section 12.39). */
sealed interface TransportOffer {

    /**
     * Inside the RTSP connection.
     *
     * @param rtpChannel the channel the client wants for RTP, or -1 to leave it to the camera
     */
    record Interleaved(int rtpChannel) implements TransportOffer {}

    /**
     * Unicast datagrams to the address that the RTSP connection comes from; another destination is not served.
     *
     * @param rtpPort client's UDP port for RTP
     * @param rtcpPort client's UDP port for RTCP
     */
    record Udp(int rtpPort, int rtcpPort) implements TransportOffer {}

    /**
     * Returns the first proposal that this camera can take; nothing when there is none (status 461).
     *
     * @param interleavedOnly whether datagrams, which are not encrypted, are out of the question
     */
    static Optional<TransportOffer> choose(String header, boolean interleavedOnly) {
        for (String proposal : header.split(",", -1)) {
            Optional<TransportOffer> offer = TransportParser.parse(proposal.strip());
            if (offer.isPresent() && !(interleavedOnly && offer.get() instanceof Udp)) {
                return offer;
            }
        }
        return Optional.empty();
    }

    /** Reads a single proposal. */
    final class TransportParser {
        private static final Pattern PAIR = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
        private static final int MAX_CHANNEL = 254;
        private static final int MAX_PORT = 65_535;

        private TransportParser() {}

        private static Optional<TransportOffer> parse(String proposal) {
            String[] parts = proposal.split(";", -1);
            String protocol = parts[0].strip();
            boolean tcp = protocol.equalsIgnoreCase("RTP/AVP/TCP");
            boolean udp = protocol.equalsIgnoreCase("RTP/AVP") || protocol.equalsIgnoreCase("RTP/AVP/UDP");
            String pair = "";
            for (int i = 1; i < parts.length; i++) {
                String part = parts[i].strip();
                if (part.equalsIgnoreCase("multicast") || isRecording(part)) {
                    return Optional.empty();
                }
                if (part.startsWith(tcp ? "interleaved=" : "client_port=")) {
                    pair = part.substring(part.indexOf('=') + 1);
                }
            }
            if (tcp) {
                return interleaved(pair);
            }
            return udp ? udp(pair) : Optional.empty();
        }

        private static boolean isRecording(String part) {
            return part.regionMatches(true, 0, "mode=", 0, 5)
                    && part.toUpperCase(Locale.ROOT).contains("RECORD");
        }

        private static Optional<TransportOffer> interleaved(String pair) {
            if (pair.isEmpty()) {
                return Optional.of(new Interleaved(-1));
            }
            Matcher matcher = PAIR.matcher(pair);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int channel = Integer.parseInt(matcher.group(1));
            return channel <= MAX_CHANNEL ? Optional.of(new Interleaved(channel)) : Optional.empty();
        }

        private static Optional<TransportOffer> udp(String pair) {
            Matcher matcher = PAIR.matcher(pair);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int rtp = Integer.parseInt(matcher.group(1));
            int rtcp = matcher.group(2) == null ? rtp + 1 : Integer.parseInt(matcher.group(2));
            boolean valid = rtp > 0 && rtcp > 0 && rtp <= MAX_PORT && rtcp <= MAX_PORT;
            return valid ? Optional.of(new Udp(rtp, rtcp)) : Optional.empty();
        }
    }
}
