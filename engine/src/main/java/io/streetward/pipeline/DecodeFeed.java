package io.streetward.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.ingest.PacketRing;
import io.streetward.ingest.PacketRing.Slice;
import io.streetward.media.EncodedPacket;
import io.streetward.media.StreamId;
import java.time.Duration;
import java.util.List;

/**
 * Takes one camera's access units from its ring to the decoder: of a quiet camera the keyframes, of one that is watched
 * everything. When something calls attention in the middle of a group of pictures (GOP), it goes back to the keyframe the
 * group began with, so that the beginning is seen too. For one thread at a time.
 *
 * <p>The ring is the queue. A decoder that falls {@link #MAX_LAG} behind live jumps to the newest keyframe; what it
 * skipped is counted in {@code streetward.decode.dropped{reason="behind"}} and stays in the ring for evidence.
 */
final class DecodeFeed {
    private static final int UNITS_PER_TURN = 8;

    /** 64 pictures at 25 a second: longer than a usual GOP, short enough never to lag visibly behind live. */
    static final Duration MAX_LAG = Duration.ofMillis(2_560);

    /** Going back costs decoding all since; with GOPs longer than this (smart codecs) the next keyframe is waited for. */
    static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(10);

    private final PacketRing ring;
    private final Attention attention;
    private final OverloadGovernor governor;
    private final DecodeStage stage;
    private final int salt;
    private final Counter behind;
    private final Counter gopsInFull;
    private final Counter gopsByKeyframe;
    private final Counter gopsRefused;
    private final Counter catchUps;

    /** Sequence number in the ring of what comes next. */
    private long next;

    private long gop;
    /** Where the current GOP began; -1 before the first, or when it cannot be gone back to. */
    private long gopStart = -1;

    private boolean inFull;
    private long catchUpEnd;

    DecodeFeed(
            StreamId stream,
            PacketRing ring,
            Attention attention,
            OverloadGovernor governor,
            DecodeStage stage,
            MeterRegistry meters) {
        this.ring = ring;
        this.attention = attention;
        this.governor = governor;
        this.stage = stage;
        this.salt = stream.value().hashCode();
        this.behind = meters.counter("streetward.decode.dropped", "camera", stream.value(), "reason", "behind");
        this.gopsInFull = decisions(meters, stream, "full");
        this.gopsByKeyframe = decisions(meters, stream, "keyframe");
        this.gopsRefused = decisions(meters, stream, "keyframe_overload");
        this.catchUps = decisions(meters, stream, "catch_up");
    }

    private static Counter decisions(MeterRegistry meters, StreamId stream, String decision) {
        return meters.counter("streetward.decode.decisions", "camera", stream.value(), "decision", decision);
    }

    /** Decodes a few access units; returns whether there are more. */
    boolean turn() {
        boolean wanted = !inFull && gopStart >= 0 && attention.watching();
        Slice slice = ring.sliceFrom(wanted ? gopStart : next);
        if (wanted) {
            slice = goBack(slice);
        }
        if (slice.firstSequence() > next) { // the ring gave up what was not read in time; this begins with a keyframe
            behind.increment((double) (slice.firstSequence() - next));
            inFull = false;
        }
        next = slice.firstSequence();
        List<EncodedPacket> units = slice.packets();
        if (inFull && next >= catchUpEnd && lag(units).compareTo(MAX_LAG) > 0) {
            units = skip(units);
        }
        return decode(units);
    }

    /** Settles whether a GOP that has begun as a keyframe only is decoded after all; returns what to read. */
    private Slice goBack(Slice sinceGop) {
        boolean atHand = sinceGop.firstSequence() == gopStart
                && lag(sinceGop.packets()).compareTo(LONGEST_CATCH_UP) <= 0
                && governor.grants(gop, salt);
        if (!atHand) {
            gopStart = -1;
            return ring.sliceFrom(next);
        }
        inFull = true;
        catchUpEnd = sinceGop.nextSequence();
        catchUps.increment();
        next = gopStart;
        return sinceGop;
    }

    private boolean decode(List<EncodedPacket> units) {
        int decoded = 0;
        for (EncodedPacket unit : units) {
            if (decoded == UNITS_PER_TURN) {
                return true;
            }
            if (unit.keyframe() && next != gopStart) {
                beginGop();
            }
            next++;
            if (inFull) {
                stage.decode(unit);
                decoded++;
            } else if (unit.keyframe()) {
                stage.decodeAlone(unit);
                decoded++;
            }
        }
        return false;
    }

    private void beginGop() {
        gop++;
        gopStart = next;
        boolean watching = attention.watching();
        inFull = watching && governor.grants(gop, salt);
        (inFull ? gopsInFull : watching ? gopsRefused : gopsByKeyframe).increment();
        if (watching && !inFull) {
            gopStart = -1; // refused once is refused for good
        }
    }

    /** Goes to the newest keyframe, or past everything when there is none. */
    private List<EncodedPacket> skip(List<EncodedPacket> units) {
        int from = units.size() - 1;
        while (from > 0 && !units.get(from).keyframe()) {
            from--;
        }
        if (from == 0) {
            from = units.size();
            gopStart = -1;
        }
        inFull = false;
        next += from;
        behind.increment(from);
        governor.fellBehind();
        return units.subList(from, units.size());
    }

    private static Duration lag(List<EncodedPacket> units) {
        return units.isEmpty()
                ? Duration.ZERO
                : units.get(units.size() - 1).dts().since(units.get(0).dts());
    }
}
