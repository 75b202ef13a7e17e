package io.streetward.ingest;

/** Which transport to try next, see {@link StreamSettings.Transport}. For one thread. */
final class TransportChoice {
    private final boolean automatic;
    private boolean udp;

    TransportChoice(StreamSettings.Transport wanted) {
        this.automatic = wanted == StreamSettings.Transport.AUTO;
        this.udp = wanted == StreamSettings.Transport.UDP;
    }

    boolean udp() {
        return udp;
    }

    /** The camera answered, but no picture came this way. */
    void useless() {
        udp ^= automatic;
    }
}
