package io.streetward.announce;

import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays one sound in packets of 20 ms on an absolute schedule: packet n is due at {@code start + n × 20 ms}, so lateness
 * never adds up. Whatever carries the packets (RTP over UDP, interleaved in RTSP, SIP) is the {@link FrameSink}.
 *
 * <p>Packets that are overdue go at once, up to {@link #RESYNC_AFTER}: a receiver's jitter buffer swallows ten. After a
 * longer standstill (a suspended machine, a very long collection) the schedule moves instead, by whole packets, and the
 * sink hears of a new talk spurt; sending the backlog in one burst would overflow the receiver.
 *
 * <p>The start is put off to the next multiple of 2 ms on the monotonic clock, so that speakers share wake-ups. Without
 * it, 200 speakers have a packet due every 100 µs, Netty's selector, which waits in whole milliseconds, never waits at all,
 * and the thread was measured 90 % busy; with it, 13 %, at the same lateness.
 *
 * <p>Everything runs on the event loop that it was given; its ticker is the monotonic clock.
 */
public final class PacedPlayback {
    /** Length of a packet of sound. */
    public static final Duration PACKET_TIME = Duration.ofMillis(20);

    static final Duration RESYNC_AFTER = Duration.ofMillis(200);
    /** All playbacks of a loop are due at multiples of this; see above. */
    private static final long GRID_NANOS = 2_000_000L;

    private static final long PACKET_NANOS = PACKET_TIME.toNanos();

    /** Takes one packet's worth of sound and puts it on the wire. */
    @FunctionalInterface
    public interface FrameSink {
        /**
         * Sends one packet; must not block and must not throw.
         *
         * @param pcm 20 ms of samples, reused after the call; silence where the sound has ended
         * @param mediaSamples samples since the start on the sound's own clock (RTP: add to the first timestamp)
         * @param talkSpurtStart whether it begins a talk spurt (RTP: the marker bit)
         * @return bytes handed to the network
         */
        int send(short[] pcm, long mediaSamples, boolean talkSpurtStart);
    }

    private final EventLoop loop;
    private final PcmSource sound;
    private final FrameSink sink;
    private final SpeakerMeters meters;
    private final Clock clock;
    private final short[] frame;
    private final CompletableFuture<Optional<Transmission>> ended = new CompletableFuture<>();

    private long startNanos;
    private long packetIndex;
    private long packetsSkipped;
    private boolean exhausted;
    private @Nullable Future<?> pending;

    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;
    private long firstNanos;
    private long lastNanos;
    private long bytes;
    private long latenessSumNanos;
    private long latenessMaxNanos;
    private long underruns;

    /** A playback that has yet to start. */
    public PacedPlayback(EventLoop loop, PcmSource sound, FrameSink sink, SpeakerMeters meters, Clock clock) {
        this.loop = loop;
        this.sound = sound;
        this.sink = sink;
        this.meters = meters;
        this.clock = clock;
        this.frame = new short[Math.toIntExact(sound.sampleRateHz() * PACKET_TIME.toMillis() / 1000)];
    }

    /**
     * Sends the first packet within 2 ms and the rest in time. Call on the event loop, once.
     *
     * @return completes on the event loop when the last packet has been played, with what was sent; empty when the
     *     source had nothing. Exceptionally when the source or the sink threw
     */
    public CompletionStage<Optional<Transmission>> start() {
        startNanos = -Math.floorDiv(-now(), GRID_NANOS) * GRID_NANOS; // rounded up
        sendWhatIsDue();
        return ended;
    }

    /** Sends no more; {@link #start}'s stage completes with what was sent so far. Call on the event loop. */
    public void stop() {
        if (pending != null) {
            pending.cancel(false);
        }
        ended.complete(sent());
    }

    private void sendWhatIsDue() {
        try {
            long nanos = now();
            while (!ended.isDone() && !exhausted && nanos - dueNanos() >= 0) {
                sendOne(nanos);
                nanos = now();
            }
            if (!ended.isDone()) {
                // Once exhausted, the next packet's due time is when the last one has been played.
                Runnable then = exhausted ? this::stop : this::sendWhatIsDue;
                pending = loop.schedule(then, Math.max(0, dueNanos() - nanos), TimeUnit.NANOSECONDS);
            }
        } catch (RuntimeException e) {
            // A timed task that throws is not heard of again: the listener would wait for ever.
            ended.completeExceptionally(e);
        }
    }

    private void sendOne(long nanos) {
        int count = sound.read(frame);
        if (count == PcmSource.END) {
            exhausted = true;
            return;
        }
        Arrays.fill(frame, count, frame.length, (short) 0);
        exhausted = count > 0 && count < frame.length;

        boolean resynced = resync(nanos);
        long lateNanos = nanos - dueNanos();
        note(nanos, lateNanos, count == 0);
        int sentBytes = sink.send(frame, (packetIndex + packetsSkipped) * frame.length, packetIndex == 0 || resynced);
        bytes += sentBytes;
        meters.packets.increment();
        meters.bytes.increment(sentBytes);
        packetIndex++;
    }

    /** Moves the schedule when the standstill was too long to catch up with. */
    private boolean resync(long nanos) {
        long lateNanos = nanos - dueNanos();
        if (lateNanos <= RESYNC_AFTER.toNanos()) {
            return false;
        }
        long skip = lateNanos / PACKET_NANOS;
        startNanos += skip * PACKET_NANOS;
        packetsSkipped += skip;
        underrun(skip);
        latenessMaxNanos = Math.max(latenessMaxNanos, lateNanos);
        meters.lateness.record(lateNanos, TimeUnit.NANOSECONDS);
        meters.resyncs.increment();
        return true;
    }

    private void note(long nanos, long lateNanos, boolean nothingReady) {
        lastAt = clock.instant();
        lastNanos = nanos;
        if (firstAt == null) {
            firstAt = lastAt;
            firstNanos = nanos;
        }
        latenessSumNanos += lateNanos;
        latenessMaxNanos = Math.max(latenessMaxNanos, lateNanos);
        meters.lateness.record(lateNanos, TimeUnit.NANOSECONDS);
        if (nothingReady || lateNanos >= PACKET_NANOS) {
            underrun(1);
        }
    }

    private void underrun(long count) {
        underruns += count;
        meters.underruns.increment((double) count);
    }

    private Optional<Transmission> sent() {
        if (firstAt == null || lastAt == null) {
            return Optional.empty();
        }
        return Optional.of(new Transmission(
                firstAt,
                lastAt,
                firstNanos,
                lastNanos,
                packetIndex,
                bytes,
                new Transmission.Lateness(
                        Duration.ofNanos(latenessSumNanos / packetIndex),
                        Duration.ofNanos(latenessMaxNanos),
                        underruns)));
    }

    private long dueNanos() {
        return startNanos + packetIndex * PACKET_NANOS;
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
