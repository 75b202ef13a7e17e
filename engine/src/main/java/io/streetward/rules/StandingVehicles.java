package io.streetward.rules;

import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vehicles that stand anywhere in the picture, in a zone or not, and those that stood and drove off: the company in
 * which one that is watched stands. Rougher than {@link Dwell}: within a second or two, for as many as {@value #CAPACITY};
 * of more, those that came last are left out.
 */
final class StandingVehicles {
    private static final int CAPACITY = 64;
    private static final int REMEMBERED = 64;
    /** Hidden or missed for longer, it is forgotten; a queue's members hide one another. */
    private static final double FORGET_S = 20;
    /** Half of the window a track's speed is measured over: by then it has stood for about so long. */
    private static final double SPEED_LAG_S = 1;
    /** Found standing so soon after watching began, it stood before. */
    private static final double ALREADY_THERE_S = 4;
    /** A pause without looks after which watching begins again. */
    private static final double PAUSE_S = 10;

    private static final double SAME_IOU = 0.5;
    private static final double ELSEWHERE_IOU = 0.2;

    /** One that stands. */
    static final class Standing {
        private NormalizedBox box;
        private final double sinceS;
        private final boolean seenStopping;
        private long trackId;
        private double seenS;

        private Standing(Track track, double nowS, boolean seenStopping) {
            box = track.box();
            trackId = track.id();
            seenS = nowS;
            sinceS = nowS - SPEED_LAG_S;
            this.seenStopping = seenStopping;
        }

        NormalizedBox box() {
            return box;
        }

        double sinceS() {
            return sinceS;
        }

        /** Whether it is known when it came to stand; if not, it was then at the latest. */
        boolean seenStopping() {
            return seenStopping;
        }
    }

    /** One that stood from {@code sinceS} and was seen to drive off at {@code leftS}. */
    record Departed(NormalizedBox box, double sinceS, double leftS) {}

    private final double movingSpeed;
    private final List<Standing> standing = new ArrayList<>();
    private final Deque<Departed> departed = new ArrayDeque<>();
    private double lastLookS = Double.NEGATIVE_INFINITY;
    private double watchingSinceS;

    /** @param movingSpeed box sizes per second below which one stands */
    StandingVehicles(double movingSpeed) {
        this.movingSpeed = movingSpeed;
    }

    void look(List<Track> vehicles, double nowS) {
        if (nowS - lastLookS > PAUSE_S) {
            watchingSinceS = nowS;
        }
        lastLookS = nowS;
        for (Track track : vehicles) {
            if (track.matched()) {
                see(track, nowS);
            }
        }
        standing.removeIf(s -> nowS - s.seenS > FORGET_S);
    }

    /** Those that stand now. */
    List<Standing> standing() {
        return standing;
    }

    /** Those that drove off, the newest last. */
    Iterable<Departed> departed() {
        return departed;
    }

    private void see(Track track, double nowS) {
        boolean moves = track.speed().orElse(0) >= movingSpeed;
        Standing own = ofTrack(track.id());
        if (own != null && moves && own.box.iou(track.box()) < ELSEWHERE_IOU) {
            standing.remove(own);
            if (departed.size() == REMEMBERED) {
                departed.removeFirst();
            }
            departed.addLast(new Departed(own.box, own.sinceS, nowS));
        } else if (own != null && !moves) {
            own.box = track.box(); // one that creeps up in its queue is still the same that stands there
            own.seenS = nowS;
        } else if (own == null && !moves) {
            seeUnknown(track, nowS);
        }
    }

    private void seeUnknown(Track track, double nowS) {
        Standing there = standing.stream()
                .filter(s -> s.box.iou(track.box()) >= SAME_IOU)
                .findFirst()
                .orElse(null);
        if (there != null) {
            there.trackId = track.id();
            there.seenS = nowS;
        } else if (track.speed().isPresent() && track.confirmed() && standing.size() < CAPACITY) {
            standing.add(new Standing(track, nowS, nowS - watchingSinceS > ALREADY_THERE_S));
        }
    }

    private @Nullable Standing ofTrack(long id) {
        return standing.stream().filter(s -> s.trackId == id).findFirst().orElse(null);
    }
}
