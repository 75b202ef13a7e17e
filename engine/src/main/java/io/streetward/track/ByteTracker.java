package io.streetward.track;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * ByteTrack (Zhang et al., ECCV 2022) in media time: high-scoring detections are associated first, low-scoring ones then
 * continue the tracks left over, each by overlap with a Kalman prediction.
 *
 * <p>Differences from the paper's code: time is the stream's own and not a frame count, so 0.5 to 25 frames a second, with
 * drops, mean the same; car, truck and bus are one family, and the kind is voted; things that stood still are also looked
 * for where they were last seen; a lost track may be continued by a low-scoring detection, which at parked cars is what
 * there often is. At a frame a second a moving car overlaps nothing it did before: it gets a new track in each frame, and
 * what stands keeps its own.
 *
 * <p>When media time steps back, tracks keep their place and id and forget their motion; when it jumps forward beyond
 * {@link TrackerSettings#forgetAfter()} they are all dropped. Labels no rule uses ({@link ObjectKind#OTHER}) are not
 * followed. Not thread safe.
 */
public final class ByteTracker implements Tracker {
    /** ByteTrack's own threshold for two tracks of one thing. */
    private static final double DUPLICATE_IOU = 0.85;

    private final TrackerSettings settings;
    private final StreamClock clock = new StreamClock();
    private final List<FollowedObject> objects = new ArrayList<>();
    private long nextId = 1;

    public ByteTracker(TrackerSettings settings) {
        this.settings = settings;
    }

    @Override
    public TrackSet update(Detections detections) {
        MediaTime pts = detections.frame().pts();
        passTime(pts);
        List<Detection> high = select(detections, d -> d.confidence() >= settings.highScore());
        List<Detection> low =
                select(detections, d -> d.confidence() >= settings.lowScore() && d.confidence() < settings.highScore());
        associate(objects.stream().filter(FollowedObject::confirmed).toList(), high, settings.firstIou(), pts);
        associate(unmatched(FollowedObject::confirmed), low, settings.secondIou(), pts);
        associate(unmatched(o -> !o.confirmed()), high, settings.tentativeIou(), pts);
        giveUp();
        begin(high, pts);
        return new TrackSet(
                detections.frame(),
                objects.stream().map(FollowedObject::toTrack).toList());
    }

    private void passTime(MediaTime pts) {
        double movedS = clock.advance(pts);
        if (movedS > seconds(settings.forgetAfter())) {
            objects.clear();
        }
        if (movedS < 0) {
            objects.forEach(FollowedObject::forgetMotion);
        }
        double coastLimitS = seconds(settings.coastLimit());
        objects.forEach(o -> o.predict(clock.nowS(), clock.stepS(), coastLimitS));
    }

    private static List<Detection> select(Detections detections, Predicate<Detection> wanted) {
        List<Detection> chosen = new ArrayList<>();
        for (Detection d : detections.items()) {
            if (d.kind() != ObjectKind.OTHER && d.box().area() > 0 && wanted.test(d)) {
                chosen.add(d);
            }
        }
        return chosen;
    }

    private List<FollowedObject> unmatched(Predicate<FollowedObject> wanted) {
        return objects.stream().filter(o -> !o.matched()).filter(wanted).toList();
    }

    /** Matches at the least total distance (1 - IoU) and takes the detections used out of {@code candidates}. */
    private void associate(List<FollowedObject> tracks, List<Detection> candidates, double leastIou, MediaTime pts) {
        double[][] distance = new double[tracks.size()][candidates.size()];
        for (int t = 0; t < tracks.size(); t++) {
            for (int d = 0; d < candidates.size(); d++) {
                distance[t][d] = 1 - tracks.get(t).fit(candidates.get(d));
            }
        }
        int[] chosen = LinearAssignment.solveBelow(distance, 1 - leastIou);
        BitSet used = new BitSet();
        for (int t = 0; t < chosen.length; t++) {
            if (chosen[t] >= 0) {
                tracks.get(t).match(candidates.get(chosen[t]), pts, clock.nowS());
                used.set(chosen[t]);
            }
        }
        for (int d = candidates.size() - 1; d >= 0; d--) {
            if (used.get(d)) {
                candidates.remove(d);
            }
        }
    }

    private void giveUp() {
        double lostLimitS = seconds(settings.lostLimit());
        double tentativeLimitS = seconds(settings.tentativeLimit());
        List<FollowedObject> seen =
                objects.stream().filter(FollowedObject::matched).toList();
        objects.removeIf(o -> o.isGone(clock.nowS(), lostLimitS, tentativeLimitS)
                || (!o.matched() && seen.stream().anyMatch(s -> isDuplicate(o, s))));
    }

    private static boolean isDuplicate(FollowedObject lost, FollowedObject seen) {
        return KindVote.sameFamily(lost.kind(), seen.kind()) && lost.box().iou(seen.box()) > DUPLICATE_IOU;
    }

    private void begin(List<Detection> left, MediaTime pts) {
        for (Detection d : left) {
            if (d.confidence() >= settings.newTrackScore() && makeRoom()) {
                objects.add(new FollowedObject(nextId++, d, pts, clock.nowS(), settings.confirmAfter()));
            }
        }
    }

    private boolean makeRoom() {
        if (objects.size() < settings.maxTracks()) {
            return true;
        }
        return objects.stream()
                .filter(o -> !o.matched())
                .min(Comparator.comparingDouble(FollowedObject::lastSeenS))
                .map(objects::remove)
                .orElse(false);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
