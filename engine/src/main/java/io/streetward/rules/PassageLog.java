package io.streetward.rules;

import io.streetward.detect.Detection;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What drove through one camera's picture lately, and on which way: the last {@link #REMEMBERED}, at most
 * {@value #CAPACITY} drives; beyond that the one seen least recently is forgotten.
 */
final class PassageLog {
    /** Longer than the ground stays hidden behind a queue at a light, which may be what delays the first sight of it. */
    static final Duration REMEMBERED = Duration.ofMinutes(2);

    /** 100 vehicles a minute is a full lane and a half. */
    private static final int CAPACITY = 200;

    private final Predicate<ObjectKind> kinds;
    private final Map<Long, Drive> drives = new LinkedHashMap<>();
    private @Nullable MediaTime lastLook;

    PassageLog(Predicate<ObjectKind> kinds) {
        this.kinds = kinds;
    }

    void observe(TrackSet tracks) {
        MediaTime now = tracks.frame().pts();
        double stepS = lastLook == null ? 0 : Math.max(0, now.seconds() - lastLook.seconds());
        lastLook = now;
        for (Track track : tracks.tracks()) {
            Detection seen = track.detection();
            if (seen != null && kinds.test(track.kind())) {
                // Taken out and put back, so that the order is that of the last sighting.
                Drive drive = drives.remove(track.id());
                drive = drive == null ? new Drive(track, stepS) : drive;
                drive.add(track, seen, tracks.frame());
                drives.put(track.id(), drive);
            }
        }
        MediaTime oldest = now.minus(REMEMBERED);
        for (Iterator<Drive> all = drives.values().iterator(); all.hasNext(); ) {
            Drive drive = all.next();
            if (drives.size() <= CAPACITY && !drive.lastSeen().isBefore(oldest)) {
                break;
            }
            all.remove();
        }
    }

    /** Everything is on another timeline from here on. */
    void clear() {
        drives.clear();
        lastLook = null;
    }

    /** What crossed a piece of ground between two moments. */
    List<Crossing> over(NormalizedBox ground, MediaTime from, MediaTime to) {
        List<Crossing> found = new ArrayList<>();
        for (Drive drive : drives.values()) {
            Crossing crossing = drive.moves() ? Crossing.of(drive, ground, from, to) : null;
            if (crossing != null) {
                found.add(crossing);
            }
        }
        return found;
    }

    int size() {
        return drives.size();
    }
}
