package io.streetward.rules;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One track's way through the picture: at most {@value #CAPACITY} positions, thinned evenly beyond that. */
final class Drive {
    private static final int CAPACITY = 64;
    /** A vehicle that does half its own size in all has stood; one seen less long than this may be about to move. */
    private static final double MOVED = 0.5;

    private static final double TELLING_S = 1;
    /** Positions nearer than this, in box sizes, are one. */
    private static final double APART = 0.1;
    /** A stretch without looks says nothing of where the vehicle was in it. */
    private static final double LONGEST_GAP_S = 2.5;
    /** 30 km/h are about one length of a large vehicle a second. */
    private static final double USUAL_SPEED = 1;

    /** Where it was in one picture, as detected. */
    record Position(FrameRef frame, NormalizedBox box) {
        double atS() {
            return frame.pts().seconds();
        }
    }

    private final long trackId;
    private final double lookS;
    private final List<Position> path = new ArrayList<>();
    private ObjectKind kind;
    private @Nullable Position last;
    private double spacing = APART;

    /**
     * A drive not begun.
     *
     * @param lookS media time from the look before its first, in seconds
     */
    Drive(Track track, double lookS) {
        this.trackId = track.id();
        this.kind = track.kind();
        this.lookS = Math.min(LONGEST_GAP_S, lookS);
    }

    void add(Track track, Detection seen, FrameRef frame) {
        kind = track.kind();
        Position here = new Position(frame, seen.box());
        last = here;
        if (path.isEmpty() || apart(path.get(path.size() - 1).box(), here.box()) >= spacing) {
            path.add(here);
        }
        if (path.size() > CAPACITY) {
            spacing *= 2;
            thin();
        }
    }

    long trackId() {
        return trackId;
    }

    ObjectKind kind() {
        return kind;
    }

    MediaTime lastSeen() {
        return last == null ? MediaTime.ZERO : last.frame().pts();
    }

    /** Whether it goes anywhere; a parked vehicle crosses nothing. */
    boolean moves() {
        Position first = path.get(0);
        double seenS = lastSeen().seconds() - first.atS();
        return seenS < TELLING_S || path.stream().anyMatch(p -> apart(first.box(), p.box()) >= MOVED);
    }

    /** Its way, with the newest position. */
    List<Position> way() {
        List<Position> way = new ArrayList<>(path);
        if (last != null && !way.get(way.size() - 1).equals(last)) {
            way.add(last);
        }
        return way;
    }

    /**
     * How far from where it was seen it may have been in the looks before and after, in box sizes, when it was seen only
     * once; 0 otherwise, for then its way tells where it came from and went.
     */
    double reach() {
        return way().size() > 1 ? 0 : lookS * USUAL_SPEED;
    }

    /** Where it was a look before its first position, if it came as it went on; null when seen only once. */
    @Nullable
    Position before() {
        List<Position> way = way();
        return way.size() < 2 ? null : beyond(way.get(1), way.get(0));
    }

    /** Where it was a look after its last position, if it went as it came; null when seen only once. */
    @Nullable
    Position after() {
        List<Position> way = way();
        return way.size() < 2 ? null : beyond(way.get(way.size() - 2), way.get(way.size() - 1));
    }

    private @Nullable Position beyond(Position from, Position end) {
        double seconds = end.atS() - from.atS();
        double t = seconds == 0 ? 0 : lookS / Math.abs(seconds);
        if (t == 0) {
            return null;
        }
        NormalizedBox a = from.box();
        NormalizedBox b = end.box();
        // Its size as last seen: one that approaches would vanish or fill the picture.
        NormalizedBox box = new NormalizedBox(
                b.x() + t * (b.center().x() - a.center().x()), b.y() + t * (b.bottom() - a.bottom()), b.w(), b.h());
        FrameRef f = end.frame();
        MediaTime at = MediaTime.ofSeconds(end.atS() + t * seconds);
        return new Position(new FrameRef(f.stream(), at, f.receivedAt(), f.widthPx(), f.heightPx(), false), box);
    }

    private void thin() {
        List<Position> kept = new ArrayList<>();
        for (Position p : path) {
            if (kept.isEmpty() || apart(kept.get(kept.size() - 1).box(), p.box()) >= spacing) {
                kept.add(p);
            }
        }
        path.clear();
        // A way that wanders in place is thinned by turns instead, so that the bound holds.
        for (int i = 0; i < kept.size(); i += kept.size() > CAPACITY ? 2 : 1) {
            path.add(kept.get(i));
        }
    }

    /** Between two positions, in sizes of the first. */
    static double apart(NormalizedBox a, NormalizedBox b) {
        double dx = (a.center().x() - b.center().x()) / Math.max(1e-6, a.w());
        double dy = (a.bottom() - b.bottom()) / Math.max(1e-6, a.h());
        return Math.hypot(dx, dy);
    }
}
