package io.streetward.rules;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.scene.StaticRegion;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where vehicles and people stood lately, by place and not by track: what stands long enough changes the picture too, and
 * must not be taken for something that was dropped.
 *
 * <p>Holds at most {@value #CAPACITY} places; beyond that the one that ended first is forgotten.
 */
final class StandLog {
    private static final int CAPACITY = 128;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    /** A thing missed for longer has left, and the next one there is another. */
    private static final Duration GAP = Duration.ofSeconds(10);
    /** What brakes and drives on has not stood. */
    private static final Duration LEAST = Duration.ofSeconds(3);
    /** A look is up to two seconds long; whatever ended within is as of now. */
    private static final Duration NOW = Duration.ofMillis(2_500);
    /** At half of its ground under a thing, a region is that thing or hidden by it. */
    private static final double COVERED = 0.5;
    /** Box sizes per second above which a thing drives by: see {@link DwellSettings#movingSpeed()}. */
    private static final double MOVING = 0.15;

    private static final double SAME_PLACE_IOU = 0.5;

    /** Someone stood here from then to then. */
    private static final class Stand {
        final NormalizedBox box;
        final MediaTime from;
        MediaTime until;

        Stand(NormalizedBox box, MediaTime at) {
            this.box = box;
            this.from = at;
            this.until = at;
        }

        boolean covers(NormalizedBox ground) {
            return ground.intersection(box) >= COVERED * ground.area();
        }

        Duration within(MediaTime begin, MediaTime end) {
            MediaTime first = from.isBefore(begin) ? begin : from;
            MediaTime last = until.isAfter(end) ? end : until;
            return last.since(first);
        }
    }

    private final List<Stand> stands = new ArrayList<>();

    void observe(TrackSet tracks) {
        MediaTime now = tracks.frame().pts();
        for (Track track : tracks.tracks()) {
            Detection seen = track.detection();
            boolean stands = track.speed().orElse(Double.MAX_VALUE) < MOVING;
            if (seen != null && stands && (track.kind().isVehicle() || isPersonal(track.kind()))) {
                add(seen.box(), now);
            }
        }
        stands.removeIf(s -> now.since(s.until).compareTo(REMEMBERED) > 0);
    }

    void clear() {
        stands.clear();
    }

    /**
     * Whether the change is something that came to stand there, as a parked car does: it stood there when the change was
     * first seen, and for most of the time since. A queue that stops on what lies there does neither.
     */
    boolean explains(StaticRegion region) {
        MediaTime begin = region.appeared().pts();
        boolean came = false;
        Duration stood = Duration.ZERO;
        for (Stand s : stands) {
            MediaTime end = region.latest().pts();
            boolean overlaps = !s.until.isBefore(begin) && !s.from.isAfter(end);
            if (s.covers(region.box()) && overlaps) {
                came |= !s.from.isAfter(begin.plus(LEAST))
                        && s.within(begin, end).compareTo(LEAST) >= 0;
                // Lost by the detector, it may still be there.
                MediaTime last = s.until.plus(GAP).isAfter(end) ? end : s.until.plus(GAP);
                stood = stood.plus(last.since(s.from.isBefore(begin) ? begin : s.from));
            }
        }
        return came && stood.multipliedBy(2).compareTo(region.age()) >= 0;
    }

    /**
     * Whether the change is only that something drove off: it stood there while the ground was found as it always was, or
     * for as long as the ground is known.
     */
    boolean uncovers(StaticRegion region) {
        MediaTime appeared = region.appeared().pts();
        MediaTime clean = region.lastClean() == null ? null : region.lastClean().pts();
        return stands.stream()
                .anyMatch(s -> s.covers(region.box())
                        && s.within(s.from, appeared).compareTo(LEAST) >= 0
                        && appeared.since(s.until).compareTo(GAP) <= 0
                        && (clean == null || clean.since(s.from).compareTo(LEAST) >= 0));
    }

    /** Whether something stands there now. */
    boolean covers(NormalizedBox ground, MediaTime now) {
        return stands.stream()
                .anyMatch(s -> s.covers(ground) && now.since(s.until).compareTo(NOW) <= 0);
    }

    static boolean isPersonal(ObjectKind kind) {
        return kind == ObjectKind.PERSON || kind == ObjectKind.TWO_WHEELER;
    }

    private void add(NormalizedBox box, MediaTime now) {
        for (Stand stand : stands) {
            if (now.since(stand.until).compareTo(GAP) <= 0 && stand.box.iou(box) >= SAME_PLACE_IOU) {
                stand.until = now;
                return;
            }
        }
        if (stands.size() == CAPACITY) {
            stands.remove(
                    stands.stream().min((a, b) -> a.until.compareTo(b.until)).orElseThrow());
        }
        stands.add(new Stand(box, now));
    }
}
