package io.streetward.tools.camera;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream's RTP source (RFC 3550): its SSRC, sequence and timestamps, which go on across clips, and its sender reports,
 * which tell when pictures were captured. For the pump's thread, but for {@link #jump} and {@link #beginAnew}.
 *
 * <p>One per stream, not per client: all clients get the same sequence numbers and SSRC, so a packet that was withheld
 * from a slow one shows there as the loss it is.
 */
final class RtpOutput {
    private static final int HEADER_BYTES = 12;
    private static final long REPORT_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final double GARBLED_SHARE = 0.1;

    private final CameraClock clock;
    private final ActiveFaults faults;
    private volatile Origin origin;
    private int ssrc;
    private int sequence = ThreadLocalRandom.current().nextInt();
    private int packets;
    private int octets;
    private long reorderTicks;
    private long reportedNanos;
    private boolean reported;
    private Fault.@Nullable Garbage garbage;
    private SplittableRandom random = new SplittableRandom(0);

    /**
     * What RTP counts from.
     *
     * @param ssrc synchronisation source
     * @param timestamp RTP timestamp of media time 0
     */
    record Origin(int ssrc, int timestamp) {
        static Origin random() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            return new Origin(random.nextInt(), random.nextInt());
        }
    }

    RtpOutput(CameraClock clock, ActiveFaults faults, Origin origin) {
        this.clock = clock;
        this.faults = faults;
        this.origin = origin;
        this.ssrc = origin.ssrc();
    }

    /** Moves the timestamps of all later pictures. */
    synchronized void jump(long ticks) {
        origin = new Origin(origin.ssrc(), origin.timestamp() + (int) ticks);
    }

    /** Is another source from the next picture on. */
    synchronized int beginAnew() {
        origin = Origin.random();
        return origin.ssrc();
    }

    /**
     * Tells how long a picture of the clip is withheld so that later ones can be sent before it: that much earlier than
     * its media time it was captured, as no camera sends what it has not seen.
     */
    void reorderDelay(long ticks) {
        reorderTicks = ticks;
    }

    /** Fills in the headers of an access unit's packets, which must not be written to afterwards. */
    List<RtpPacket> stamp(List<byte[]> muxed, long ptsTicks) {
        Origin now = origin;
        if (now.ssrc() != ssrc) {
            ssrc = now.ssrc();
            sequence = ThreadLocalRandom.current().nextInt();
            packets = 0;
            octets = 0;
            reported = false;
        }
        List<RtpPacket> stamped = new ArrayList<>(muxed.size() + 1);
        for (byte[] packet : muxed) {
            ByteBuffer header = ByteBuffer.wrap(packet);
            header.putShort(2, (short) sequence++);
            header.putInt(4, now.timestamp() + (int) ptsTicks);
            header.putInt(8, ssrc);
            if (faults.garbles(Fault.Place.PAYLOAD)) {
                garble(packet);
            }
            packets++;
            octets += packet.length - HEADER_BYTES;
            stamped.add(new RtpPacket(packet));
        }
        return stamped;
    }

    private void garble(byte[] packet) {
        Fault.Garbage inForce = faults.find(Fault.Garbage.class);
        if (inForce != null && !inForce.equals(garbage)) {
            garbage = inForce;
            random = new SplittableRandom(inForce.seed());
        }
        if (random.nextDouble() < GARBLED_SHARE) {
            byte[] payload = new byte[packet.length - HEADER_BYTES];
            random.nextBytes(payload);
            System.arraycopy(payload, 0, packet, HEADER_BYTES, payload.length);
        }
    }

    /** Tells whether all clients should have a sender report now: at the start and every 5 s. */
    boolean reportDue() {
        return !reported || System.nanoTime() - reportedNanos >= REPORT_INTERVAL_NANOS;
    }

    /** Notes that all clients get a report now. */
    void countReport() {
        reported = true;
        reportedNanos = System.nanoTime();
    }

    /** Returns a sender report of this moment, or null when the camera sends none. */
    @Nullable
    RtpPacket report() {
        if (faults.has(Fault.NoSenderReports.class)) {
            return null;
        }
        return SenderReports.report(ssrc, wallTime(), timestampNow(), packets, octets);
    }

    /** Returns the source's last words. */
    List<RtpPacket> goodbye() {
        return List.of(SenderReports.goodbye(ssrc, wallTime(), timestampNow(), packets, octets));
    }

    /** Returns what the camera takes the time for. */
    private Instant wallTime() {
        Fault.ClockOffset wrong = faults.find(Fault.ClockOffset.class);
        Instant now = Instant.now();
        return wrong == null ? now : now.plus(wrong.offset());
    }

    private int timestampNow() {
        return origin.timestamp() + (int) (clock.ticks() + reorderTicks);
    }
}
