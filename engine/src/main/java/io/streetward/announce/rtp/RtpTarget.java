package io.streetward.announce.rtp;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where an RTP loudspeaker or a paging group listens, and how its packets travel.
 *
 * @param address unicast or multicast, resolved
 * @param codec what it decodes; A-law nearly always
 * @param multicastTtl hops that multicast may go, 0..255; 1 keeps it on this network. Unicast has the system's own
 * @param dscp differentiated services code point, 0..63 (RFC 2474); 46 is expedited forwarding (EF, RFC 3246)
 * @param networkInterface by which multicast leaves, such as {@code eth1}; empty for the one the system routes it by
 */
public record RtpTarget(
        InetSocketAddress address, G711 codec, int multicastTtl, int dscp, Optional<String> networkInterface) {
    /** Expedited forwarding: what telephones mark voice with (IP TOS byte 0xB8). */
    public static final int DSCP_EF = 46;

    public RtpTarget {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("speaker address \"" + address.getHostString()
                    + "\" does not resolve: give its IP address, or make the name resolve on this machine");
        }
        if (address.getPort() == 0) {
            throw new IllegalArgumentException(
                    "speaker address " + address.getHostString() + " has port 0: expected 1 to 65535");
        }
        if (multicastTtl < 0 || multicastTtl > 255) {
            throw new IllegalArgumentException("multicast TTL " + multicastTtl + ": expected 0 to 255");
        }
        if (dscp < 0 || dscp > 63) {
            throw new IllegalArgumentException("DSCP " + dscp + ": expected 0 to 63 (46 for voice)");
        }
    }

    /** A-law, TTL 1, DSCP EF, by the interface that the system picks. */
    public static RtpTarget of(InetSocketAddress address) {
        return new RtpTarget(address, G711.PCMA, 1, DSCP_EF, Optional.empty());
    }

    public boolean multicast() {
        return address.getAddress().isMulticastAddress();
    }

    int typeOfService() {
        return dscp << 2;
    }

    @Override
    public String toString() {
        return "rtp://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
