package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wares that stand together, and who lingers beside them: one stay. */
final class StallSite {
    private static final int MOST_VISITORS = 64;

    private final UUID id = UUID.randomUUID();
    private final Set<Long> visitors = new HashSet<>();
    /** Since when each person who is beside it has been; it takes two seconds to tell who lingers. */
    private final Map<Long, FrameRef> besideSince = new HashMap<>();

    private List<Ware> wares;
    private FrameRef latest;
    private @Nullable FrameRef attendedSince;
    private @Nullable FrameRef attendedLatest;
    private @Nullable NormalizedBox vendor;
    private double attendedS;
    private double watchedS;
    private boolean confirmed;
    private boolean noticed;

    StallSite(List<Ware> wares, FrameRef frame) {
        this.wares = List.copyOf(wares);
        this.latest = frame;
    }

    UUID id() {
        return id;
    }

    List<Ware> wares() {
        return wares;
    }

    FrameRef latest() {
        return latest;
    }

    boolean confirmed() {
        return confirmed;
    }

    void confirm() {
        confirmed = true;
    }

    /** True the first time it is asked. */
    boolean notice() {
        boolean first = !noticed;
        noticed = true;
        return first;
    }

    boolean noticed() {
        return noticed;
    }

    int visitors() {
        return visitors.size();
    }

    /** Its wares as of a look. */
    void see(List<Ware> seen, FrameRef frame) {
        wares = List.copyOf(seen);
        latest = frame;
    }

    /**
     * Who is beside it in a look.
     *
     * @param lingering those of them who linger
     */
    void attend(List<Track> beside, List<Track> lingering, FrameRef frame, double passedS, Duration gap) {
        besideSince.keySet().retainAll(beside.stream().map(Track::id).toList());
        beside.forEach(t -> besideSince.putIfAbsent(t.id(), frame));
        FrameRef last = attendedLatest;
        if (last != null && frame.pts().since(last.pts()).compareTo(gap) > 0) {
            attendedSince = null;
            attendedS = 0;
            watchedS = 0;
        }
        double worthS = Math.min(Presence.LOOK_WORTH_S, passedS);
        watchedS += attendedSince == null ? 0 : worthS;
        if (lingering.isEmpty()) {
            return;
        }
        if (attendedSince == null) {
            attendedSince = besideSince.getOrDefault(lingering.get(0).id(), frame);
        } else {
            attendedS += worthS;
        }
        attendedLatest = frame;
        lingering.stream().limit((long) MOST_VISITORS - visitors.size()).forEach(t -> visitors.add(t.id()));
        vendor = lingering.stream()
                .max(Comparator.comparing((Track t) -> t.lastSeen().since(t.firstSeen())))
                .map(Track::box)
                .orElse(vendor);
    }

    /** Share of the time, since somebody first lingered, in which somebody did; 0..1. */
    double attendedShare() {
        return watchedS <= 0 ? 0 : Math.min(1, attendedS / watchedS);
    }

    boolean isAttendedAt(MediaTime now, Duration within) {
        FrameRef last = attendedLatest;
        return last != null && now.since(last.pts()).compareTo(within) <= 0;
    }

    /** The picture in which the better half of the wares stood there. */
    FrameRef setUp() {
        List<Ware> inOrder = wares.stream()
                .sorted(Comparator.comparing((Ware w) -> w.since().pts()))
                .toList();
        double half = wares.stream().mapToDouble(Ware::worth).sum() / 2;
        double sum = 0;
        for (Ware ware : inOrder) {
            sum += ware.worth();
            if (sum >= half) {
                return ware.since();
            }
        }
        return latest;
    }

    /** The picture from which on wares and vendor were both there; null while nobody has lingered. */
    @Nullable
    FrameRef start() {
        FrameRef vendorSince = attendedSince;
        FrameRef waresSince = setUp();
        return vendorSince == null ? null : later(vendorSince, waresSince);
    }

    /** Around all of it, with who sells. */
    NormalizedBox box() {
        NormalizedBox around = around(wares);
        NormalizedBox seller = vendor;
        return (seller == null ? around : union(around, seller)).clipped();
    }

    static NormalizedBox around(List<Ware> wares) {
        return wares.stream().map(Ware::box).reduce(StallSite::union).orElseThrow();
    }

    private static NormalizedBox union(NormalizedBox a, NormalizedBox b) {
        double x = Math.min(a.x(), b.x());
        double y = Math.min(a.y(), b.y());
        return new NormalizedBox(x, y, Math.max(a.right(), b.right()) - x, Math.max(a.bottom(), b.bottom()) - y);
    }

    private static FrameRef later(FrameRef a, FrameRef b) {
        return a.pts().isAfter(b.pts()) ? a : b;
    }
}
