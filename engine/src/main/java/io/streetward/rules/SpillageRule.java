package io.streetward.rules;

import io.streetward.media.GroundPlane;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.scene.ViewState;
import io.streetward.track.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Material that a vehicle left on a carriageway.
 *
 * <p>It is what the scene model shows as new and lasting on the road, is no vehicle and no person, is not taken for a shadow
 * or the like by the second-stage model where there is one, and came there as a vehicle passed. Pieces that came with the
 * same vehicle, or lie beside one another, are one spill and one case, from when the bulk of it lay there until it is swept.
 *
 * <p>At most {@value #MOST_SPILLS} spills are watched at a time; more are not begun, and counted.
 */
public final class SpillageRule implements EventRule {
    private static final int MOST_SPILLS = 32;
    private static final double GREATEST_STEP_BACK_S = 2;
    /** The share of a region under a box from which on it cannot be seen there. */
    private static final double HIDDEN = 0.5;

    private static final double IN_ZONE = 0.5;
    private static final int GRID = 5;
    /** So sure must the second-stage model be that it is material to outweigh that something stood there. */
    private static final double SURE = 0.6;

    private final Zone zone;
    private final SpillageLimits limits;
    private final @Nullable GroundPlane ground;
    private final Hindsight hindsight;
    private final Traffic traffic = new Traffic();
    private final List<SpillWatch> watches = new ArrayList<>();
    /** Regions that wandered, as shadows do; of those shown only. */
    private final Set<Long> wandered = new HashSet<>();

    private @Nullable MediaTime lastFrame;
    private @Nullable MediaTime lastLook;
    private long refused;

    /**
     * Watches one carriageway.
     *
     * @param ground for areas in square metres; null for a camera without ground points
     * @param hindsight asked once for each spill; {@link Hindsight#NONE} without a recording
     */
    public SpillageRule(Zone zone, SpillageLimits limits, @Nullable GroundPlane ground, Hindsight hindsight) {
        this.zone = zone;
        this.limits = limits;
        this.ground = ground;
        this.hindsight = hindsight;
    }

    @Override
    public EventKind kind() {
        return EventKind.ROAD_SPILLAGE;
    }

    @Override
    public Zone zone() {
        return zone;
    }

    @Override
    public List<Observation> observe(StreetView view) {
        List<Observation> news = new ArrayList<>();
        MediaTime now = view.tracks().frame().pts();
        if (lastFrame != null && now.since(lastFrame).toNanos() / 1e9 < -GREATEST_STEP_BACK_S) {
            restart(news);
        }
        lastFrame = now;
        traffic.observe(view.tracks());
        SceneView scene = view.scene();
        MediaTime look = scene.frame().pts();
        boolean isNew = lastLook == null || look.isAfter(lastLook);
        if (scene.state().phase() != ViewState.Phase.CLEAR || !isNew) {
            return news;
        }
        double stepS = lastLook == null ? 0 : Math.min(Presence.LOOK_WORTH_S, look.seconds() - lastLook.seconds());
        lastLook = look;
        place(scene.regions(), view.tracks().tracks(), now);
        lookFor(scene.regions(), view.tracks().tracks(), stepS);
        for (Iterator<SpillWatch> all = watches.iterator(); all.hasNext(); ) {
            SpillWatch watch = all.next();
            watch.spill().sweep();
            if (watch.spill().isGone()) {
                all.remove();
                news.addAll(watch.end());
            } else {
                news.addAll(watch.judge(traffic, hindsight));
            }
        }
        return news;
    }

    /** How often a spill was left out because as many were watched as the bound allows. */
    public long spillsRefused() {
        return refused;
    }

    int spillsWatched() {
        return watches.size();
    }

    private void restart(List<Observation> news) {
        watches.forEach(w -> news.addAll(w.end()));
        watches.clear();
        traffic.restart();
        lastLook = null;
    }

    /** Brings each region to the spill it is a piece of, and begins new ones. */
    private void place(List<StaticRegion> regions, List<Track> tracks, MediaTime now) {
        List<StaticRegion> oldestFirst = regions.stream()
                .sorted(Comparator.comparing((StaticRegion r) -> r.appeared().pts())
                        .thenComparing(StaticRegion::id))
                .toList();
        for (StaticRegion region : oldestFirst) {
            SpillWatch holder = holderOf(region);
            Piece known = holder == null ? null : holder.spill().piece(region.id());
            if (holder != null && known != null) {
                if (!known.see(region)) {
                    wandered.add(region.id());
                    holder.spill().remove(region.id());
                } else if (!isMaterial(region, now)) {
                    holder.spill().remove(region.id());
                } else if (known.mayLearn(now)) {
                    known.learn(traffic, limits);
                }
            } else if (isFree(region, tracks) && isOnRoad(region.box()) && isMaterial(region, now)) {
                begin(region);
            }
        }
    }

    /** What is under something now may be that thing: it is judged when the ground can be seen. */
    private boolean isFree(StaticRegion region, List<Track> tracks) {
        return !wandered.contains(region.id())
                && Cover.share(region.box(), tracks.stream().map(Track::box).toList()) < HIDDEN;
    }

    private @Nullable SpillWatch holderOf(StaticRegion region) {
        return watches.stream()
                .filter(w -> w.spill().piece(region.id()) != null)
                .findFirst()
                .orElse(null);
    }

    private void begin(StaticRegion region) {
        Piece piece = new Piece(region);
        piece.learn(traffic, limits);
        for (SpillWatch watch : watches) {
            if (watch.spill().takes(piece)) {
                watch.spill().add(piece);
                return;
            }
        }
        if (piece.crossings().isEmpty()) {
            return; // nothing dropped it
        }
        if (watches.size() < MOST_SPILLS) {
            watches.add(new SpillWatch(zone, limits, ground, piece));
        } else {
            refused++;
        }
    }

    /** Counts what is no longer shown as clean ground, unless something is in front of it. */
    private void lookFor(List<StaticRegion> regions, List<Track> tracks, double stepS) {
        Set<Long> shown = new HashSet<>();
        regions.forEach(r -> shown.add(r.id()));
        wandered.retainAll(shown);
        List<NormalizedBox> inFront = tracks.stream().map(Track::box).toList();
        for (SpillWatch watch : watches) {
            for (Piece piece : watch.spill().all()) {
                if (!shown.contains(piece.region().id()) && Cover.share(piece.box(), inFront) < HIDDEN) {
                    piece.miss(stepS);
                }
            }
            watch.spill().refresh();
        }
    }

    private boolean isMaterial(StaticRegion region, MediaTime now) {
        Residue residue = Residue.of(region);
        if (residue.isNothing()) {
            return false;
        }
        boolean explained =
                traffic.stands().explains(region) || traffic.stands().uncovers(region);
        return !explained || (residue.isSomething(SURE) && !traffic.stands().covers(region.box(), now));
    }

    /** By its middle, or where most of its box is: what lies flat has no foot. */
    private boolean isOnRoad(NormalizedBox box) {
        int inside = 0;
        for (int row = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++) {
                NormalizedPoint p = new NormalizedPoint(
                        box.x() + box.w() * (column + 0.5) / GRID, box.y() + box.h() * (row + 0.5) / GRID);
                inside += zone.polygon().contains(p) ? 1 : 0;
            }
        }
        return zone.polygon().contains(box.center()) || inside >= IN_ZONE * GRID * GRID;
    }
}
