package io.streetward.ingest;

import io.streetward.codec.DemuxedPacket;
import java.time.Duration;

/** Plays a recording in real time, by its own timestamps on an absolute schedule. For one thread. */
final class RecordedPace {
    private final long startNanos;
    private long firstMicros = DemuxedPacket.NO_TIMESTAMP;

    RecordedPace(long startNanos) {
        this.startNanos = startNanos;
    }

    /** How long a packet is to wait yet. */
    Duration until(DemuxedPacket packet, long nowNanos) {
        long micros = packet.dtsMicros() != DemuxedPacket.NO_TIMESTAMP ? packet.dtsMicros() : packet.ptsMicros();
        if (micros == DemuxedPacket.NO_TIMESTAMP) {
            return Duration.ZERO;
        }
        if (firstMicros == DemuxedPacket.NO_TIMESTAMP) {
            firstMicros = micros;
        }
        long wait = startNanos + (micros - firstMicros) * 1_000 - nowNanos;
        return Duration.ofNanos(Math.max(0, wait));
    }
}
