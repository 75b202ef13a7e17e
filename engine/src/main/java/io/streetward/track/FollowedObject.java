package io.streetward.track;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A track in the making: the mutable side of {@link Track}, owned by one tracker. */
final class FollowedObject {
    /** Below this speed, box sizes per second, a lost object is also looked for where it was last seen. */
    private static final double STILL_SPEED = 0.3;

    private final long id;
    private final BoxFilter filter;
    private final KindVote kind = new KindVote();
    private final RecentMotion motion = new RecentMotion();
    private final MediaTime firstSeen;
    private final NormalizedBox origin;
    private final int confirmAfter;
    private MediaTime lastSeen;
    private double lastSeenS;
    private NormalizedBox lastBox;
    private NormalizedBox box;
    private int sightings;
    private int missed;
    private boolean wasStill = true;
    private @Nullable Detection detection;

    FollowedObject(long id, Detection first, MediaTime pts, double nowS, int confirmAfter) {
        this.id = id;
        this.confirmAfter = confirmAfter;
        filter = new BoxFilter(first.box());
        firstSeen = pts;
        origin = first.box();
        lastSeen = pts;
        lastSeenS = nowS;
        lastBox = first.box();
        box = first.box();
        note(first, pts, nowS);
    }

    /** Begins a frame: where should it be now? */
    void predict(double nowS, double dtS, double coastLimitS) {
        double unseenBeforeS = nowS - dtS - lastSeenS;
        double movingS = Math.min(dtS, Math.max(0, coastLimitS - unseenBeforeS));
        filter.predict(dtS, movingS, missed == 0);
        if (movingS < dtS) {
            filter.stop();
        }
        box = filter.box();
        wasStill = motion.speed().orElse(0) < STILL_SPEED;
        detection = null;
        missed++;
    }

    void match(Detection seen, MediaTime pts, double nowS) {
        filter.correct(seen.box());
        box = filter.box();
        note(seen, pts, nowS);
    }

    private void note(Detection seen, MediaTime pts, double nowS) {
        kind.add(seen.kind(), seen.confidence());
        motion.add(nowS, seen.box());
        detection = seen;
        lastBox = seen.box();
        lastSeen = pts;
        lastSeenS = nowS;
        sightings++;
        missed = 0;
    }

    void forgetMotion() {
        filter.stop();
        motion.clear();
    }

    /**
     * How well a detection fits: overlap with the predicted box, 0 for another family of things. A thing that stood still
     * is also looked for where it was last seen, for its extrapolated jitter is worth less than its place.
     */
    double fit(Detection candidate) {
        if (!KindVote.sameFamily(kind.winner(), candidate.kind())) {
            return 0;
        }
        double predicted = box.iou(candidate.box());
        return wasStill ? Math.max(predicted, lastBox.iou(candidate.box())) : predicted;
    }

    boolean isGone(double nowS, double lostLimitS, double tentativeLimitS) {
        return missed >= 2 && nowS - lastSeenS > (confirmed() ? lostLimitS : tentativeLimitS);
    }

    boolean confirmed() {
        return sightings >= confirmAfter;
    }

    boolean matched() {
        return detection != null;
    }

    double lastSeenS() {
        return lastSeenS;
    }

    NormalizedBox box() {
        return box;
    }

    ObjectKind kind() {
        return kind.winner();
    }

    Track toTrack() {
        OptionalDouble speed = motion.speed();
        return new Track(id, kind.winner(), confirmed(), box, detection, origin, speed, firstSeen, lastSeen);
    }
}
