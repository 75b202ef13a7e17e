package io.streetward.tools.faults;

import io.streetward.codec.FfmpegException;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.PictureProbe;
import io.streetward.codec.VideoDecoder;
import io.streetward.ingest.PacketSink;
import io.streetward.media.EncodedPacket;
import io.streetward.media.PictureHealth;
import io.streetward.media.VideoFormat;
import io.streetward.media.VideoFrame;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands at the end of a stream: decodes keyframes as the pipeline does, and notes what came and what made no sense. */
final class Witness implements PacketSink {
    private static final int KEPT = 2_000;

    /** 25 pictures a second, for longer than the suite takes. */
    private static final int ARRIVALS_KEPT = 20_000;

    private final PictureHealth health;
    private final NativeLeases leases = new NativeLeases();
    private final ArrayDeque<EncodedPacket> recent = new ArrayDeque<>();
    private @Nullable VideoDecoder decoder;
    private @Nullable EncodedPacket last;
    private long packets;
    private final ArrayDeque<Long> arrivals = new ArrayDeque<>();
    private String nonsense = "";

    Witness(PictureHealth health) {
        this.health = health;
    }

    @Override
    public synchronized void onPacket(EncodedPacket packet) {
        EncodedPacket before = last;
        if (before != null) {
            check(before, packet);
        }
        last = packet;
        packets++;
        arrivals.addLast(System.nanoTime());
        if (arrivals.size() > ARRIVALS_KEPT) {
            arrivals.removeFirst();
        }
        recent.addLast(packet);
        if (recent.size() > KEPT) {
            recent.removeFirst();
        }
        if (packet.keyframe()) {
            decode(packet, before == null ? null : before.format());
        }
    }

    private void check(EncodedPacket before, EncodedPacket packet) {
        if (packet.dts().isBefore(before.dts())) {
            nonsense += "time ran backwards from " + before + " to " + packet + "; ";
        }
        if (!packet.format().equals(before.format()) && !packet.keyframe()) {
            nonsense += "the format changed between keyframes at " + packet + "; ";
        }
    }

    private void decode(EncodedPacket keyframe, @Nullable VideoFormat before) {
        try {
            VideoDecoder open = decoder;
            if (open == null || !keyframe.format().equals(before)) {
                close();
                open = new VideoDecoder(keyframe.stream(), keyframe.format(), leases);
                decoder = open;
            }
            open.decode(keyframe, this::look);
            open.drain(this::look);
        } catch (FfmpegException e) {
            // A picture damaged on its way is no nonsense.
        }
    }

    private void look(VideoFrame frame) {
        try (frame) {
            PictureProbe.look(frame).ifPresent(seen -> health.look(frame.pts(), seen));
        }
    }

    synchronized void close() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }

    synchronized long packets() {
        return packets;
    }

    synchronized List<EncodedPacket> recent() {
        return List.copyOf(recent);
    }

    /** What must never be, in words; empty when all was well. */
    synchronized String nonsense() {
        return nonsense;
    }

    /** The longest time without a packet between two moments of {@link System#nanoTime()}. */
    synchronized double worstGapSeconds(long fromNanos, long toNanos) {
        long before = fromNanos;
        long worst = 0;
        for (long arrival : arrivals) {
            if (arrival > fromNanos && before < toNanos) {
                worst = Math.max(worst, Math.min(arrival, toNanos) - before);
                before = arrival;
            }
        }
        return Math.max(worst, toNanos - Math.min(before, toNanos)) / 1e9;
    }
}
