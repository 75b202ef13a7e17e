package io.streetward.evidence;

import io.streetward.ingest.PacketRing;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what a still is decoded from: in memory where the ring still has it, otherwise in the spool. */
final class PictureFinder {
    private final PacketRing ring;
    private final PacketSpool spool;
    private final Duration tolerance;

    /** What a picture is decoded from, in decode order, and the time of the picture to show. */
    record Found(List<EncodedPacket> gop, MediaTime at) {}

    /**
     * A finder in what one camera keeps.
     *
     * @param tolerance how far the picture shown may lie from the moment asked for
     */
    PictureFinder(PacketRing ring, PacketSpool spool, Duration tolerance) {
        this.ring = ring;
        this.spool = spool;
        this.tolerance = tolerance;
    }

    /** The picture of a shot, or what is nearest to it; an empty group of pictures when nothing at all is held. */
    Found find(Shot shot, List<Take> takes) throws IOException {
        List<EncodedPacket> inRing = ring.gopOf(shot.at());
        Optional<MediaTime> near = nearest(inRing, shot);
        if (near.isPresent()) {
            return new Found(inRing, near.get());
        }
        List<EncodedPacket> best = inRing;
        for (Take take : takes) {
            List<EncodedPacket> spooled = GopFinder.find(take.source(spool), shot.at());
            Optional<MediaTime> nearSpooled = nearest(spooled, shot);
            if (nearSpooled.isPresent()) {
                return new Found(spooled, nearSpooled.get());
            }
            best = before(spooled, shot.at(), best) ? spooled : best;
        }
        return new Found(best, shot.at());
    }

    private Optional<MediaTime> nearest(List<EncodedPacket> gop, Shot shot) {
        return gop.stream()
                .map(EncodedPacket::pts)
                .filter(shot::allows)
                .min(Comparator.comparing(pts -> pts.since(shot.at()).abs()))
                .filter(pts -> pts.since(shot.at()).abs().compareTo(tolerance) <= 0);
    }

    /** Whether one reaches nearer to a moment from before than the other does. */
    private static boolean before(List<EncodedPacket> one, MediaTime at, List<EncodedPacket> other) {
        Optional<MediaTime> mine = lastBefore(one, at);
        Optional<MediaTime> others = lastBefore(other, at);
        return mine.isPresent() && (others.isEmpty() || mine.get().isAfter(others.get()));
    }

    private static Optional<MediaTime> lastBefore(List<EncodedPacket> gop, MediaTime at) {
        return gop.stream()
                .map(EncodedPacket::pts)
                .filter(pts -> !pts.isAfter(at))
                .max(Comparator.naturalOrder());
    }
}
