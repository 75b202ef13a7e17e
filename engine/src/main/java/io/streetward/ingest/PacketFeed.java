package io.streetward.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.streetward.codec.DemuxedPacket;
import io.streetward.media.EncodedPacket;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** From a source's packets to access units on the camera's timeline, handed on. For one thread at a time. */
final class PacketFeed {
    private static final long NANOS_PER_MICRO = 1_000;

    /** Smooths the rounding and jitter of the camera's reports. */
    private static final double SENDER_SMOOTHING = 0.1;

    /** A step of the camera's clock, taken at once. */
    private static final double SENDER_STEP_MICROS = 500_000;

    private final StreamId stream;
    private final StreamRole role;
    private final PacketSink sink;
    private final Clock clock;
    private final PictureWatch watch;
    private final StreamTimeline timeline;
    private final Counter packets;
    private final Counter bytes;
    private double senderMinusMediaMicros = Double.NaN;
    private long connectedNanos;
    private long previousNanos;
    private boolean sawKeyframe;

    PacketFeed(
            StreamId stream,
            StreamRole role,
            PacketSink sink,
            PictureWatch watch,
            Clock clock,
            MeterRegistry meters,
            Tags tags) {
        this.stream = stream;
        this.role = role;
        this.sink = sink;
        this.watch = watch;
        this.clock = clock;
        StreamAlignment alignment = role.alignment();
        this.timeline = alignment == null ? new StreamTimeline() : new StreamTimeline(alignment.zeroNanos());
        this.packets = meters.counter("streetward.ingest.packets", tags);
        this.bytes = meters.counter("streetward.ingest.bytes", tags);
        FunctionCounter.builder("streetward.ingest.timestamp.jumps", timeline, StreamTimeline::jumps)
                .description("steps of the camera's timestamps that were bridged")
                .tags(tags)
                .register(meters);
    }

    void connected(long nowNanos) {
        timeline.reconnect();
        watch.connected();
        senderMinusMediaMicros = Double.NaN;
        connectedNanos = nowNanos;
        previousNanos = nowNanos;
        sawKeyframe = false;
    }

    /** Whether anything decodable has come over this connection. */
    boolean sawKeyframe() {
        return sawKeyframe;
    }

    /**
     * Hands on an access unit, unless it comes before the connection's first keyframe.
     *
     * @param arrivedNanos monotonic time of its arrival
     * @param nowNanos the same clock, now
     */
    void accept(DemuxedPacket packet, VideoFormat format, long arrivedNanos, long nowNanos) {
        packets.increment();
        bytes.increment(packet.payload().length);
        watch.received(packet.keyframe(), packet.payload());
        StreamTimeline.Placed placed = timeline.place(packet, arrivedNanos);
        Instant receivedAt = clock.instant().minusNanos(Math.max(0, nowNanos - arrivedNanos));
        followSender(packet, placed, receivedAt);
        align(arrivedNanos);
        sawKeyframe |= packet.keyframe();
        if (sawKeyframe) {
            sink.onPacket(new EncodedPacket(
                    stream,
                    format,
                    placed.pts(),
                    placed.dts(),
                    Duration.ofNanos(packet.durationMicros() * NANOS_PER_MICRO),
                    packet.keyframe(),
                    receivedAt,
                    capturedAt(placed),
                    packet.payload()));
        }
    }

    private void followSender(DemuxedPacket packet, StreamTimeline.Placed placed, Instant receivedAt) {
        if (packet.senderMicros() == DemuxedPacket.NO_TIMESTAMP) {
            return;
        }
        role.clock().sample(packet.senderMicros(), micros(receivedAt));
        double difference = (double) packet.senderMicros() - placed.pts().micros();
        double step = difference - senderMinusMediaMicros;
        senderMinusMediaMicros =
                Math.abs(step) < SENDER_STEP_MICROS ? senderMinusMediaMicros + SENDER_SMOOTHING * step : difference;
    }

    private @Nullable Instant capturedAt(StreamTimeline.Placed placed) {
        return Double.isNaN(senderMinusMediaMicros)
                ? null
                : Instant.EPOCH.plus(placed.pts().micros() + Math.round(senderMinusMediaMicros), ChronoUnit.MICROS);
    }

    private void align(long arrivedNanos) {
        StreamAlignment alignment = role.alignment();
        if (alignment == null) {
            return;
        }
        StreamAlignment.Relation relation = new StreamAlignment.Relation(
                timeline.arrivalMinusMediaMicros(),
                Double.isNaN(senderMinusMediaMicros) ? null : Math.round(senderMinusMediaMicros));
        if (role.main()) {
            alignment.reference(relation);
        } else {
            long correction =
                    alignment.correctionMicros(relation, arrivedNanos - previousNanos, arrivedNanos - connectedNanos);
            timeline.shift(correction);
            senderMinusMediaMicros -= correction;
        }
        previousNanos = arrivedNanos;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
