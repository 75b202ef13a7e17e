package io.streetward.rules;

import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.scene.StaticRegion;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One static region as a piece of a spill: when it fell, what crossed its ground then, and whether it still lies there. */
final class Piece {
    /** The time between a look and the next, and half a second for what tumbles on. */
    static final Duration MARGIN = Duration.ofMillis(2_500);

    private static final int MOST_CROSSINGS = 16;
    /** Material that falls fills the ground under a vehicle and for a moment behind it; what grows later is spread by others. */
    private static final Duration SETTLES = Duration.ofSeconds(2);
    /** What lies may grow or shrink about where it first lay; a shadow moves off it. */
    private static final double STAYS_PUT = 0.5;

    private final NormalizedBox firstBox;
    private final Map<Long, Crossing> crossings = new LinkedHashMap<>();
    private StaticRegion region;
    private @Nullable FrameRef lastClean;
    private FrameRef appeared;
    private double absentS;

    Piece(StaticRegion region) {
        this.region = region;
        this.firstBox = region.box();
        this.lastClean = region.lastClean();
        this.appeared = region.appeared();
    }

    /** Takes over from a piece that the scene model now counts to this one, or has found anew. */
    void inherit(Piece before) {
        if (before.appeared.pts().isBefore(appeared.pts())) {
            appeared = before.appeared;
            lastClean = before.lastClean;
        }
        before.crossings.values().forEach(this::cross);
    }

    /** Is shown again; a change that has moved off is another. */
    boolean see(StaticRegion now) {
        double common = now.box().intersection(firstBox);
        if (common < STAYS_PUT * firstBox.area()
                && common < STAYS_PUT * now.box().area()) {
            return false;
        }
        region = now;
        absentS = 0;
        return true;
    }

    /** Was not shown in a look at its ground. */
    void miss(double seconds) {
        absentS += seconds;
    }

    /** Is dated to the picture by the recording. */
    void date(Hindsight.Traced traced) {
        if (!traced.firstDirty().pts().isAfter(appeared.pts())) {
            appeared = traced.firstDirty();
            lastClean = traced.lastClean() == null ? lastClean : traced.lastClean();
        }
    }

    /** Learns what crossed its ground while it fell. */
    void learn(Traffic traffic, SpillageLimits limits) {
        traffic.vehiclesOver(region.box(), windowStart(limits), windowEnd()).forEach(this::cross);
    }

    /** Whether a vehicle may still come to be known of that dropped it. */
    boolean mayLearn(MediaTime now) {
        return crossings.size() < MOST_CROSSINGS && !now.isAfter(windowEnd().plus(MARGIN));
    }

    MediaTime windowStart(SpillageLimits limits) {
        return lastClean == null
                ? appeared.pts().minus(limits.vehicleWithin())
                : lastClean.pts().minus(MARGIN);
    }

    MediaTime windowEnd() {
        return appeared.pts().plus(MARGIN);
    }

    /** How far a moment lies outside the time in which it came there, seconds; 0 inside. */
    double offS(MediaTime moment) {
        FrameRef clean = lastClean;
        double before = clean == null ? 0 : clean.pts().seconds() - moment.seconds();
        return Math.max(0, Math.max(before, moment.seconds() - appeared.pts().seconds()));
    }

    /** The picture in which it was all there. */
    FrameRef complete() {
        MediaTime until = appeared.pts();
        for (Crossing crossing : crossings.values()) {
            until = crossing.left().isAfter(until) ? crossing.left() : until;
        }
        boolean fell = !region.grownUntil().pts().isAfter(until.plus(SETTLES));
        boolean grew = region.grownUntil().pts().isAfter(region.appeared().pts());
        return fell && grew && region.grownUntil().pts().isAfter(appeared.pts()) ? region.grownUntil() : appeared;
    }

    private void cross(Crossing crossing) {
        if (crossings.size() < MOST_CROSSINGS || crossings.containsKey(crossing.trackId())) {
            crossings.merge(crossing.trackId(), crossing, (a, b) -> a.closeness() > b.closeness() ? a : b);
        }
    }

    StaticRegion region() {
        return region;
    }

    NormalizedBox box() {
        return region.box();
    }

    FrameRef appeared() {
        return appeared;
    }

    @Nullable
    FrameRef lastClean() {
        return lastClean;
    }

    Collection<Crossing> crossings() {
        return List.copyOf(crossings.values());
    }

    boolean isAbsent() {
        return absentS > 0;
    }

    double absentS() {
        return absentS;
    }
}
