package io.streetward.announce;

import java.time.Duration;
import java.time.Instant;

/**
 * What left this machine towards a loudspeaker: proof of sending, which over plain RTP is not yet proof of hearing.
 *
 * @param firstPacketAt wall clock (UTC) as the first packet was handed to the network
 * @param lastPacketAt the same for the last packet so far
 * @param firstPacketNanos monotonic clock of this process, for intervals that a clock step cannot bend
 * @param lastPacketNanos the same for the last packet
 * @param packets handed to the network, refused ones included
 * @param bytes their sizes summed, protocol header of the sound (RTP) included, UDP and IP not
 * @param lateness how far behind the schedule they left
 */
public record Transmission(
        Instant firstPacketAt,
        Instant lastPacketAt,
        long firstPacketNanos,
        long lastPacketNanos,
        long packets,
        long bytes,
        Lateness lateness) {

    /**
     * How late packets left, against the absolute schedule {@code start + n × packet time}.
     *
     * @param mean over all packets
     * @param max the worst packet
     * @param underruns packet times in which the listener had nothing to play: a packet a whole packet time late or
     *     more, or a live source that had no sound ready
     */
    public record Lateness(Duration mean, Duration max, long underruns) {}
}
