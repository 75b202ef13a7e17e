package io.streetward.tools.camera;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the camera's UDP port and one client: it may lose RTP packets, let them overtake each other, or be
 * late. RTCP passes untouched. On the event loop only; at most one packet is held back for reordering, and late ones wait
 * for no longer than the jitter's maximum.
 */
final class DatagramNetwork {
    private final ActiveFaults faults;
    private final EventExecutor loop;
    private final Consumer<RtpPacket> out;
    private final Runnable flush;
    private final Dice<Fault.Loss> loss = new Dice<>();
    private final Dice<Fault.Reorder> reorder = new Dice<>();
    private final Dice<Fault.Jitter> jitter = new Dice<>();
    private final Deque<RtpPacket> late = new ArrayDeque<>();
    private @Nullable RtpPacket overtaken;
    private int placesLeft;
    private long lastDueNanos = System.nanoTime();
    private long delayedSinceNanos = lastDueNanos;
    private long delayNanos;

    /**
     * Lays the network.
     *
     * @param out writes a packet
     * @param flush run after a late packet was written; after the others the caller flushes
     */
    DatagramNetwork(ActiveFaults faults, EventExecutor loop, Consumer<RtpPacket> out, Runnable flush) {
        this.faults = faults;
        this.loop = loop;
        this.out = out;
        this.flush = flush;
    }

    /** Carries a packet, now, later or never. */
    void carry(RtpPacket packet) {
        if (packet.isRtcp()) {
            out.accept(packet);
            return;
        }
        if (faults.has(Fault.Stall.class)) {
            return;
        }
        Fault.Loss lost = faults.find(Fault.Loss.class);
        if (lost != null && loss.of(lost, lost.seed()).nextDouble() < lost.share()) {
            return;
        }
        Fault.Reorder overtakes = faults.find(Fault.Reorder.class);
        if (overtakes != null
                && overtaken == null
                && reorder.of(overtakes, overtakes.seed()).nextDouble() < overtakes.share()) {
            overtaken = packet;
            placesLeft = overtakes.places();
            return;
        }
        deliver(packet);
        RtpPacket held = overtaken;
        if (held != null && --placesLeft <= 0) {
            overtaken = null;
            deliver(held);
        }
    }

    private void deliver(RtpPacket packet) {
        Fault.Jitter delays = faults.find(Fault.Jitter.class);
        if (delays == null && late.isEmpty()) {
            out.accept(packet);
            return;
        }
        long now = System.nanoTime();
        long due = now + (delays == null ? 0 : delayNanos(delays, now));
        lastDueNanos = due - lastDueNanos > 0 ? due : lastDueNanos;
        late.add(packet);
        // Each delivers the one that has waited longest: the loop rounds due times, and that must not change the order.
        var unused = loop.schedule(this::deliverLate, lastDueNanos - now, TimeUnit.NANOSECONDS);
    }

    /** Returns a delay, another one each time the longest has passed: networks are congested for a while. */
    private long delayNanos(Fault.Jitter delays, long now) {
        SplittableRandom random = jitter.of(delays, delays.seed());
        long max = delays.max().toNanos();
        if (now - delayedSinceNanos > max) {
            delayedSinceNanos = now;
            delayNanos = random.nextLong(max);
        }
        return delayNanos;
    }

    private void deliverLate() {
        RtpPacket packet = late.poll();
        if (packet != null) {
            out.accept(packet);
            flush.run();
        }
    }

    /** Lets go of what is under way. */
    void close() {
        late.clear();
    }

    /** A fault's random numbers, from its seed on whenever another fault of the kind comes into force. */
    private static final class Dice<T extends Fault> {
        private @Nullable T fault;
        private SplittableRandom random = new SplittableRandom(0);

        SplittableRandom of(T inForce, long seed) {
            if (inForce != fault) {
                fault = inForce;
                random = new SplittableRandom(seed);
            }
            return random;
        }
    }
}
